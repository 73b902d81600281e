// Sixty texts are squeezed at once, and whoever wants a file's size waits for all of them.
// @finding threadpool-saturation severity=warning
const fs = require('node:fs');
const zlib = require('node:zlib');

const lines = Array.from({ length: 20_000 }, (_, i) => `line ${(i * 2_654_435_761) % 1e9}\n`);
const text = Buffer.from(lines.join(''));
const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 };

let left = 60;
for (let i = 0; i < 60; i += 1) {
  zlib.brotliCompress(text, { params }, () => { // <- threadpool-saturation
    left -= 1;
  });
}

function look() {
  fs.stat(__filename, () => {
    if (left > 0) setTimeout(look, 100);
  });
}
look();
