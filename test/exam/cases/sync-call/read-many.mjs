// @expect kind=sync-call api=fs.readFileSync
// @min-ms 75
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const names = new Array(18000).fill(self);

const loadAll = () => names.map((name) => readFileSync(name, 'utf8')); // <- blame

setTimeout(() => {
  const all = loadAll();
  console.log(all.length, all.reduce((n, s) => n + s.length, 0));
}, 140);
setTimeout(() => {}, 500);
