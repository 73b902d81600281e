// @expect kind=cpu
// @min-ms 75
// @ending process.exit code=3 ongoing
function migrate(rows) {
  let checksum = 0;
  for (let i = 0; i < rows; i++) { // <- blame
    checksum = (checksum * 33 + i) % 1000003; // <- blame
  }
  console.log(checksum);
  process.exit(3);
}

setTimeout(() => migrate(30e6), 120);
