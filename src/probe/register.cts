/** `node --require loopcheck/register`: arms the probe without the launcher, as the environment says. */
import modules = require('./modules.cjs');

modules.requireFrom(__dirname, require)('./always.cjs');
for (const file of [__filename, require.resolve('./modules.cjs')]) delete require.cache[file];
