// @expect kind=native
// @min-ms 75
function searchable(text) {
  const plain = text.normalize('NFKD'); // <- blame
  return plain.length;
}

setTimeout(() => {
  const book = 'Ünïcödé tèxt ﬁne ½ ① '.repeat(420000);
  setTimeout(() => console.log(searchable(book)), 50);
}, 50);
setTimeout(() => {}, 300);
