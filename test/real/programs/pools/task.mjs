export default function primes(limit) {
  let count = 0;
  for (let n = 2; n < limit; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++)
      if (n % d === 0) {
        isPrime = false;
        break;
      } // <- blame
    if (isPrime) count++;
  }
  return count;
}
