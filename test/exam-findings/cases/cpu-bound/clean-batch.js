// A batch that computes for a second and has nobody waiting.
// @clean
let primes = 0;
for (let n = 2; n < 400_000; n++) {
  let isPrime = true;
  for (let d = 2; d * d <= n; d++) {
    if (n % d === 0) {
      isPrime = false;
      break;
    }
  }
  if (isPrime) primes += 1;
}
console.log(primes);
