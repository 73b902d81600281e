// @expect kind=microtask-flood api=Promise
// @min-ms 75
async function total(lines) {
  let bytes = 0;
  for await (const line of lines) { // <- blame
    bytes += line.length; // <- blame
  }
  return bytes;
}

setTimeout(async () => {
  console.log(await total(Array(1300000).fill('a line')));
}, 100);
setTimeout(() => {}, 500);
