// @expect kind=cpu
// @min-ms 75
class Matrix {
  constructor(size, fill) {
    this.size = size;
    this.rows = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => fill(x, y)));
  }

  multiply(other) {
    const out = new Matrix(this.size, () => 0);
    for (let y = 0; y < this.size; y++) { // <- blame
      for (let x = 0; x < this.size; x++) { // <- blame
        let sum = 0; // <- blame
        for (let k = 0; k < this.size; k++) sum += this.rows[y][k] * other.rows[k][x]; // <- blame
        out.rows[y][x] = sum; // <- blame
      }
    }
    return out;
  }
}

setTimeout(() => {
  const m = new Matrix(400, (x, y) => x + y * 0.5);
  setImmediate(() => console.log(m.multiply(m).rows[1][1]));
}, 100);
setTimeout(() => {}, 300);
