import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

// Two files one behind the other, each with its map, as a concatenating tool would write them.
const folder = join(import.meta.dirname, '.generated');
const banner = "'use strict';\nvar started = Date.now();\n";
const { code, map } = transformSync(readFileSync(join(import.meta.dirname, 'main.ts'), 'utf8'), {
  loader: 'ts',
  sourcefile: '../main.ts',
  sourcemap: 'external',
  sourcesContent: false,
});
const sections = [
  { offset: { line: 0, column: 0 }, map: { version: 3, sources: ['banner.js'], names: [], mappings: 'AAAA;AACA' } },
  { offset: { line: banner.split('\n').length - 1, column: 0 }, map: JSON.parse(map) },
];
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'main.cjs'), `${banner}${code}//# sourceMappingURL=main.cjs.map\n`);
writeFileSync(join(folder, 'main.cjs.map'), JSON.stringify({ version: 3, file: 'main.cjs', sections }));
