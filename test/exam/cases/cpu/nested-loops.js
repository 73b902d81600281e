// @expect kind=cpu
// @min-ms 75
// @phase running
function correlate(a, b) {
  let best = 0;
  for (let i = 0; i < a.length; i++) { // <- blame
    for (let j = 0; j < b.length; j++) { // <- blame
      const d = a[i] * b[j] - i + j; // <- blame
      if (d > best) best = d; // <- blame
    }
  }
  return best;
}

setTimeout(() => {
  const series = Float64Array.from({ length: 9000 }, (_, i) => Math.sin(i));
  setImmediate(() => console.log(correlate(series, series)));
}, 100);
setTimeout(() => {}, 300);
