// @expect kind=microtask-flood api=Promise
// @min-ms 75
async function* numbers(limit) {
  for (let i = 0; i < limit; i++) { // <- blame
    yield i; // <- blame
  }
}

async function sum(source) {
  let s = 0;
  for await (const n of source) s += n; // <- blame
  return s;
}

setTimeout(async () => {
  console.log(await sum(numbers(1100000)));
}, 120);
setTimeout(() => {}, 500);
