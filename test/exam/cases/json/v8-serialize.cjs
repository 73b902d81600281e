// @expect kind=json|sync-call|native api=v8.serialize
// @min-ms 75
const v8 = require('node:v8');

const cache = new Map();
let filled = 0;

function fill() {
  for (let i = 0; i < 3000; i++) cache.set('key' + filled, { n: filled++, list: [1, 2, 3] });
  if (filled < 300000) return setImmediate(fill);
  setTimeout(persist, 60);
}

function persist() {
  const blob = v8.serialize(cache); // <- blame
  console.log(blob.length > 0);
  setTimeout(() => {}, 60);
}

fill();
