// @expect kind=regex
// @min-ms 75
const cells = (row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/); // <- blame

function parseCsv(text) {
  return text.split('\n').map(cells);
}

setTimeout(() => {
  const row = Array.from({ length: 4200 }, (_, i) => `"cell ${i}"`).join(',');
  console.log(parseCsv(row + '\n' + row)[0].length);
}, 120);
setTimeout(() => {}, 300);
