// @expect kind=module-load
// @min-ms 75
// @phase running
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exam-mod-'));
const file = path.join(dir, 'countries.js');

async function generate() {
  const out = await fs.promises.open(file, 'w');
  for (let part = 0; part < 60; part++) {
    let text = '';
    for (let i = 0; i < 700; i++) text += `exports.c${part}_${i} = { code: ${i}, names: ['n${i}', 'm${i}'], area: ${i * 3.7}, f: function () { return ${i}; } };\n`;
    await out.write(text);
  }
  await out.close();
}

function countries() {
  return require(file); // <- blame
}

generate().then(() => {
  setTimeout(() => {
    console.log(Object.keys(countries()).length);
    fs.promises.rm(dir, { recursive: true });
  }, 60);
});
