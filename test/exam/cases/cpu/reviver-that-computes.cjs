// @expect kind=cpu
// @min-ms 75
// Reading the text is next to nothing: what is done to each value is the work.
const text = JSON.stringify(Array.from({ length: 3000 }, (_, id) => ({ id, at: '2020-01-01T00:00:00Z' })));

function checksum(value) {
  let sum = 0;
  for (let i = 0; i < 20_000; i += 1) sum = (sum * 31 + value.charCodeAt(i % value.length)) | 0; // <- blame
  return sum;
}

setTimeout(() => {
  const rows = JSON.parse(text, (key, value) => (key === 'at' ? checksum(value) : value));
  console.log(rows.length);
}, 120);
