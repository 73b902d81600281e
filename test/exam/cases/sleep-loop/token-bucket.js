// @expect kind=sleep-loop
// @min-ms 200
class TokenBucket {
  constructor(rate) {
    this.rate = rate;
    this.last = performance.now();
  }

  available() {
    return ((performance.now() - this.last) / 1000) * this.rate; // <- blame
  }

  take() {
    while (this.available() < 1) {} // <- blame
    this.last = performance.now();
  }
}

setTimeout(() => {
  const bucket = new TokenBucket(5);
  bucket.take();
  console.log('took one');
}, 100);
setTimeout(() => {}, 500);
