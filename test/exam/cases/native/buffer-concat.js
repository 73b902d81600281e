// @expect kind=native|cpu
// @min-ms 75
let body = Buffer.alloc(0);
function onChunk(chunk) {
  body = Buffer.concat([body, chunk]); // <- blame
}
setTimeout(() => {
  for (let i = 0; i < 1500; i++) onChunk(Buffer.alloc(2048, 1)); // <- blame
  console.log(body.length);
}, 100);
setTimeout(() => {}, 500);
