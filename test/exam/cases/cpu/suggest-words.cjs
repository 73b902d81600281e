// @expect kind=cpu
// @min-ms 75
const words = Array.from({ length: 30_000 }, (_, i) => 'word' + i.toString(36) + 'suffix');
function distance(a, b) {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i); // <- blame
  for (let i = 1; i <= a.length; i++) { // <- blame
    let previous = row[0]++; // <- blame
    for (let j = 1; j <= b.length; j++) { // <- blame
      const keep = row[j]; // <- blame
      row[j] = Math.min(row[j] + 1, row[j - 1] + 1, previous + (a[i - 1] === b[j - 1] ? 0 : 1)); // <- blame
      previous = keep; // <- blame
    }
  }
  return row[b.length];
}
const suggest = (word) => words.map((w) => [distance(word, w), w]).sort(([a], [b]) => a - b)[0];
process.on('message', () => {});
setTimeout(() => console.log(suggest('wrod12suffix')), 60);
setTimeout(() => process.exit(0), 900);
