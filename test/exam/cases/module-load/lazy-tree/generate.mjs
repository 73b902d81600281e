import { mkdirSync, writeFileSync } from 'node:fs';

const dir = new URL('./.generated/', import.meta.url);
mkdirSync(dir, { recursive: true });
const count = 1300;
for (let i = 0; i < count; i++) {
  const helpers = Array.from({ length: 20 }, (_, f) => `function helper${f}(a) { return a * ${f} + ${i}; }`).join('\n');
  writeFileSync(new URL(`m${i}.js`, dir), `'use strict';\n${helpers}\nexports.name = 'm${i}';\nexports.run = () => helper1(${i});\n`);
}
const list = Array.from({ length: count }, (_, i) => `exports.all.push(require('./m${i}.js'));`).join('\n');
writeFileSync(new URL('index.js', dir), `exports.all = [];\n${list}\nexports.size = exports.all.length;\n`);
