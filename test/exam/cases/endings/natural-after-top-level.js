// @expect kind=cpu
// @min-ms 75
// @phase startup
// @ending natural code=0
const sieve = new Uint8Array(26_000_000);
let primes = 0;
for (let i = 2; i < sieve.length; i++) { // <- blame
  if (sieve[i]) continue; // <- blame
  primes++; // <- blame
  for (let j = i * 2; j < sieve.length; j += i) sieve[j] = 1; // <- blame
}
console.log(primes);
