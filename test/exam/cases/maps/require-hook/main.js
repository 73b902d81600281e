// @expect kind=cpu
// @min-ms 75
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    minifyWhitespace: true,
    sourcefile: file,
    sourcemap: 'inline',
  });
  module._compile(code, file);
};

const { total } = require('./orders.ts');
const orders = Array.from({ length: 20_000 }, (_, id) => ({ id, items: [id, 2, 3, 4, 5, 6, 7, 8] }));
setTimeout(() => console.log(total(orders)), 300);
setTimeout(() => {}, 700);
