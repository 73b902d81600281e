import { mkdirSync, writeFileSync } from 'node:fs';

const dir = new URL('./.generated/node_modules/orm/lib/', import.meta.url);
mkdirSync(dir, { recursive: true });
const count = 1200;
for (let i = 0; i < count; i++) {
  const methods = Array.from({ length: 30 }, (_, m) => `  method${m}(a, b) { return a + b + ${m}; }`).join('\n');
  writeFileSync(new URL(`model${i}.js`, dir), `'use strict';\nclass Model${i} {\n${methods}\n}\nmodule.exports = Model${i};\n`);
}
const list = Array.from({ length: count }, (_, i) => `models.push(require('./lib/model${i}.js'));`).join('\n');
writeFileSync(new URL('../index.js', dir), `const models = [];\n${list}\nexports.models = models.length;\n`);
