// @expect kind=cpu
// @min-ms 75
class Report {
  constructor(rows) {
    this.rows = rows;
  }

  get checksum() {
    let h = 2166136261;
    for (const row of this.rows) { // <- blame
      for (let i = 0; i < row.length; i++) { // <- blame
        h ^= row.charCodeAt(i); // <- blame
        h = Math.imul(h, 16777619); // <- blame
      }
    }
    return h >>> 0;
  }
}

setTimeout(() => {
  const report = new Report(Array.from({ length: 40000 }, (_, i) => ('row ' + i).repeat(120)));
  setTimeout(() => console.log(report.checksum), 20);
}, 80);
setTimeout(() => {}, 400);
