/** Loaded by `--require` before the target's first line. */
import modules = require('./modules.cjs');

modules.requireFrom(__dirname, require)('./begin.cjs');
for (const file of [__filename, require.resolve('./modules.cjs')]) delete require.cache[file];
