// @expect kind=regex
// @min-ms 75
class Tokenizer {
  static WORDS = /^(\w+\s?)*$/;

  accepts(line) {
    return Tokenizer.WORDS.exec(line) !== null; // <- blame
  }
}

setTimeout(() => {
  const t = new Tokenizer();
  console.log(t.accepts('hello world'), t.accepts('a'.repeat(25) + '?'));
}, 100);
setTimeout(() => {}, 300);
