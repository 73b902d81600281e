// @finding task-churn deep
// A tokenizer whose every character is a task of its own.
const isSpace = async (character) => character === ' ';
const next = async (text, at) => text.charAt(at);

async function countWords(text) {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const space = await isSpace(await next(text, at)); // <- task-churn
    if (!space && !inWord) words++;
    inWord = !space;
  }
  return words;
}

async function main() {
  const text = 'the quick brown fox jumps over the lazy dog '.repeat(200);
  const endAt = Date.now() + 2500;
  let words = 0;
  while (Date.now() < endAt) {
    words += await countWords(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(words > 0);
}

main().catch(console.error);
