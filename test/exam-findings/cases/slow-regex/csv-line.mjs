// A line of CSV, read by a pattern with a repeat inside a repeat.
// @finding slow-regex severity=error
const LINE = /^(?:"(?:[^"]|"")*"|[^,]*,?)*;$/;

export const isLine = (text) => LINE.test(text); // <- slow-regex

const beat = setInterval(() => {}, 20);
setTimeout(() => console.log(isLine(`a,${'b'.repeat(21)}`)), 100);
setTimeout(() => clearInterval(beat), 500);
