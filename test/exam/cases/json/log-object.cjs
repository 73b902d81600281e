// @expect kind=json api=JSON.stringify
// @min-ms 75
const cache = new Map();
for (let i = 0; i < 60_000; i++) cache.set('user:' + i, { id: i, roles: ['reader', 'writer'], seen: new Date(i * 1e6) });

const size = (value) => Buffer.byteLength(JSON.stringify(value)); // <- blame

setInterval(() => {
  const bytes = size([...cache.entries()]);
  if (bytes > 0) process.stdout.write(`${bytes}\n`);
}, 120);
setTimeout(() => process.exit(), 600);
