// @expect kind=cpu
// @min-ms 75
// Each element works out what it is printed as.
class Quote {
  constructor(rate) {
    this.rate = rate;
  }

  toJSON() {
    let value = 0;
    for (let i = 0; i < 200_000; i += 1) value += Math.sqrt(i * this.rate); // <- blame
    return value;
  }
}

const quotes = Array.from({ length: 400 }, (_, i) => new Quote(i));
setTimeout(() => console.log(JSON.stringify({ quotes }).length), 120);
