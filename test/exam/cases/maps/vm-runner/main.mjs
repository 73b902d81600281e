// @expect kind=cpu
// @min-ms 75
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { transformSync } from 'esbuild';

// As test runners do it: the module's text inside a function, its map at the end of the text.
const file = fileURLToPath(new URL('./orders.ts', import.meta.url));
const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs', sourcefile: file, sourcemap: 'inline' });
const head = '(module, exports) => {';
const run = vm.runInThisContext(`${head}${code}\n}`, { filename: file, columnOffset: -head.length });
const module = { exports: {} };
run(module, module.exports);

const orders = Array.from({ length: 20_000 }, (_, id) => ({ id, items: [id, 2, 3, 4, 5, 6, 7, 8] }));
setTimeout(() => console.log(module.exports.total(orders)), 300);
setTimeout(() => {}, 700);
