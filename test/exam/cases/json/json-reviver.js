// @expect kind=json api=JSON.parse
// @min-ms 75
const text = JSON.stringify(Array.from({ length: 120_000 }, (_, id) => ({ id, at: '2026-01-01', tags: ['a', 'b'] })));

function decode(body) {
  return JSON.parse(body, (key, value) => (key === 'at' ? value.slice(0, 4) : value)); // <- blame
}

setTimeout(() => console.log(decode(text).length), 100);
setTimeout(() => {}, 400);
