// @expect kind=native
// @min-ms 75
const decoder = new TextDecoder('utf-16le');

async function* parts() {
  yield new Uint8Array(4);
  await new Promise((r) => setTimeout(r, 100));
  yield new Uint8Array(90 * 1024 * 1024);
}

let total = 0;
for await (const part of parts()) {
  const text = decoder.decode(part); // <- blame
  total += text.length;
}
console.log(total);
await new Promise((r) => setTimeout(r, 100));
