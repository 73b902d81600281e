// @expect kind=sync-call api=fs.rmSync
// @min-ms 75
const fs = require('fs');
const os = require('os');
const path = require('path');

async function fill(root) {
  for (let d = 0; d < 45; d++) {
    const dir = path.join(root, 'd' + d);
    await fs.promises.mkdir(dir);
    const jobs = [];
    for (let i = 0; i < 200; i++) jobs.push(fs.promises.writeFile(path.join(dir, i + '.tmp'), ''));
    await Promise.all(jobs);
  }
}

(async () => {
  const root = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'exam-rm-'));
  await fill(root);
  setTimeout(() => {
    fs.rmSync(root, { recursive: true, force: true }); // <- blame
    console.log('cleaned');
  }, 50);
  setTimeout(() => {}, 100);
})();
