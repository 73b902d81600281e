// @expect kind=cpu
// @min-ms 75
function isPrime(n) {
  for (let d = 2; d * d <= n; d++) { // <- blame
    if (n % d === 0) return false; // <- blame
  }
  return n > 1;
}

function countPrimes(limit) {
  let count = 0;
  for (let n = 0; n < limit; n++) {
    if (isPrime(n)) count++; // <- blame
  }
  return count;
}

process.nextTick(() => {
  setTimeout(() => console.log(countPrimes(1300000)), 100);
});
setTimeout(() => {}, 300);
