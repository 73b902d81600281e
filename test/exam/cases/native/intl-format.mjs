// @expect kind=native|cpu
// @min-ms 75
const prices = Array.from({ length: 4000 }, (_, i) => i * 1.37);

function priceList(values) {
  const lines = [];
  for (const value of values) { // <- blame
    lines.push(value.toLocaleString('de-DE', { style: 'currency', currency: 'EUR' })); // <- blame
  }
  return lines;
}

setTimeout(() => console.log(priceList([...prices, ...prices]).length), 100);
setTimeout(() => {}, 300);
