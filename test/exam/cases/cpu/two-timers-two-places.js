// @expect kind=cpu blame=a
// @min-ms 75
// @expect kind=json api=JSON.stringify blame=b
// @min-ms 75
const cells = [];
(function grow() {
  for (let i = 0; i < 4000; i++) cells.push({ id: cells.length, label: 'cell', at: [i, i + 1] });
  if (cells.length < 600000) setImmediate(grow);
})();

function knapsack(capacity, items) {
  const best = new Float64Array(capacity + 1);
  for (let i = 1; i <= items; i++) { // <- blame a
    for (let c = capacity; c >= i; c--) best[c] = Math.max(best[c], best[c - i] + i * 1.5); // <- blame a
  }
  return best[capacity];
}

setTimeout(() => console.log(knapsack(120000, 900)), 400);
setTimeout(() => {
  const text = JSON.stringify(cells); // <- blame b
  console.log(text.length);
}, 900);
