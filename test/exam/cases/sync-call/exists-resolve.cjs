// @expect kind=sync-call api=fs.existsSync
// @min-ms 75
const fs = require('fs');
const path = require('path');

const extensions = ['.ts', '.tsx', '.jsx', '.json', '.mjs', '.coffee'];

function resolveFrom(dir, request) {
  for (const ext of extensions) {
    const candidate = path.join(dir, request + ext);
    if (fs.existsSync(candidate)) return candidate; // <- blame
  }
  return null;
}

function resolveAll(requests) {
  return requests.filter((r) => resolveFrom(__dirname, r) !== null).length;
}

setTimeout(() => {
  const requests = Array.from({ length: 14000 }, (_, i) => 'missing-' + i);
  console.log(resolveAll(requests));
}, 100);
setTimeout(() => {}, 250);
