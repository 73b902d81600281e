class Board {
  constructor(size) {
    this.size = size;
    this.columns = [];
  }

  safe(column) {
    const row = this.columns.length;
    for (let r = 0; r < row; r++) { // <- blame
      const c = this.columns[r]; // <- blame
      if (c === column || Math.abs(c - column) === row - r) return false; // <- blame
    }
    return true; // <- blame
  }

  solve() {
    if (this.columns.length === this.size) return 1; // <- blame
    let found = 0; // <- blame
    for (let column = 0; column < this.size; column++) { // <- blame
      if (!this.safe(column)) continue; // <- blame
      this.columns.push(column); // <- blame
      found += this.solve(); // <- blame
      this.columns.pop(); // <- blame
    }
    return found;
  }
}

module.exports = { Board };
