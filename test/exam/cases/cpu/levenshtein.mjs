// @expect kind=cpu
// @min-ms 75
function distance(a, b) {
  const prev = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) { // <- blame
    let diag = prev[0]; // <- blame
    prev[0] = i; // <- blame
    for (let j = 1; j <= b.length; j++) { // <- blame
      const keep = prev[j]; // <- blame
      prev[j] = a[i - 1] === b[j - 1] ? diag : 1 + Math.min(diag, prev[j], prev[j - 1]); // <- blame
      diag = keep; // <- blame
    } // <- blame
  } // <- blame
  return prev[b.length];
}

const suggest = (word, dictionary) =>
  dictionary.map((w) => [distance(word, w), w]).sort((x, y) => x[0] - y[0])[0][1];

setTimeout(() => {
  const dictionary = Array.from({ length: 1900 }, (_, i) => 'abcdefghij'.repeat(1 + (i % 20)));
  console.log(suggest('jihgfedcba'.repeat(15), dictionary).length);
}, 100);
setTimeout(() => {}, 400);
