import { mkdirSync, writeFileSync } from 'node:fs';

const dir = new URL('./.generated/', import.meta.url);
mkdirSync(dir, { recursive: true });
let text = 'const table = [];\n';
for (let i = 0; i < 26000; i++) text += `table.push({ id: ${i}, label: "entry ${i}", weight: ${i / 7}, tags: ["a${i}", "b${i}"], fn() { return ${i}; } });\n`;
writeFileSync(new URL('index.mjs', dir), `${text}export default table;\n`);
