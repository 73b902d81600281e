// @expect kind=cpu
// @min-ms 75
// @stalls 4
let round = 0;

function recompute() {
  const table = new Float64Array(2048);
  for (let pass = 0; pass < 17000; pass++) { // <- blame
    for (let i = 1; i < table.length; i++) table[i] = table[i - 1] * 0.5 + i; // <- blame
  }
  if (++round < 4) setTimeout(recompute, 60);
}

setTimeout(recompute, 60);
