// @expect kind=json api=JSON.parse
// @min-ms 75
const { Readable } = require('stream');

const record = JSON.stringify({ time: 1700000000, level: 30, msg: 'request completed', req: { url: '/', headers: { host: 'x', accept: '*/*' } } });

function importChunk(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line)); // <- blame
}

const source = Readable.from([(record + '\n').repeat(120000)]);
setTimeout(() => {
  source.on('data', (chunk) => {
    console.log(importChunk(chunk).length);
  });
}, 100);
setTimeout(() => {}, 400);
