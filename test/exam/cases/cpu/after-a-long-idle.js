// @expect kind=cpu
// @min-ms 100
// @phase running
// The loop has had nothing to do for four seconds when the work comes.
function digits(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum * 31 + i) % 1_000_003; // <- blame
  return sum;
}

setTimeout(() => console.log(digits(90_000_000)), 4_200);
