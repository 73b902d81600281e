// @expect kind=json api=JSON.parse
// @min-ms 75
// @phase running
const fs = require('fs/promises');
const os = require('os');
const path = require('path');

const file = path.join(os.tmpdir(), `exam-big-${process.pid}.json`);

async function write() {
  const handle = await fs.open(file, 'w');
  const block = Array.from({ length: 1000 }, (_, i) => `{"id":${i},"name":"user ${i}","tags":["a","b"],"on":true}`).join(',');
  await handle.write('[');
  for (let i = 0; i < 350; i++) await handle.write(block + (i < 349 ? ',' : ']'));
  await handle.close();
}

async function load() {
  const text = await fs.readFile(file, 'utf8');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const users = JSON.parse(text); // <- blame
  return users;
}

(async function main() {
  await write();
  console.log((await load()).length);
  await fs.unlink(file);
})();
