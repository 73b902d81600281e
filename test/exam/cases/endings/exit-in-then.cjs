// @expect kind=cpu
// @min-ms 75
// @ending process.exit code=9
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function bubble(list) {
  for (let i = 0; i < list.length; i++) { // <- blame
    for (let j = 0; j < list.length - i - 1; j++) { // <- blame
      if (list[j] > list[j + 1]) { // <- blame
        const t = list[j]; // <- blame
        list[j] = list[j + 1]; // <- blame
        list[j + 1] = t; // <- blame
      } // <- blame
    } // <- blame
  } // <- blame
  return list[0];
}

wait(100)
  .then(() => bubble(Array.from({ length: 19000 }, (_, i) => (i * 7919) % 19001)))
  .then((first) => {
    console.log(first);
    setTimeout(() => process.exit(9), 150);
  });
