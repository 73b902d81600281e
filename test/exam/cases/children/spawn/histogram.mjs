const limit = Number(process.argv[2]);

function digits() {
  const counts = new Array(10).fill(0); // <- blame
  for (let n = 1; n < limit * 4; n++) { // <- blame
    for (let rest = n; rest > 0; rest = Math.floor(rest / 10)) counts[rest % 10]++; // <- blame
  }
  return counts;
}

setTimeout(() => console.log(digits().length), 150);
setTimeout(() => {}, 250);
