// @expect kind=cpu
// @min-ms 75
// @trigger timer|promise
function crunch(start) {
  let total = start; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 59) % 5051; // <- blame
  return total;
}

new Promise((resolve) => setTimeout(resolve, 150, 1)).then((one) => one + 1).then(crunch).then(console.log);
setTimeout(() => {}, 400);
