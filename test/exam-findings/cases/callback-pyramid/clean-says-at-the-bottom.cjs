// Four levels; what the innermost does is say so and hand the result on.
// @clean deep
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

function copyLabel(folder, done) {
  const from = path.join(folder, 'from');
  const to = path.join(folder, 'to');
  fs.writeFile(from, 'a label', () => {
    fs.readFile(from, 'utf8', (_, text) => {
      fs.writeFile(to, text, () => {
        fs.stat(to, (_, { size }) => {
          console.log('copied', size);
          done(size);
        });
      });
    });
  });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'labels-'));
copyLabel(folder, (size) => {
  setTimeout(() => fs.rm(folder, { recursive: true }, () => console.log(size)), 20);
});
