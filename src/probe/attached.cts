/** The first of the probe's files that `loopcheck attach` has a running process load. */
import modules = require('./modules.cjs');

const session = modules.requireFrom(__dirname, require)('./session.cjs') as typeof import('./session.cjs');
for (const file of [__filename, require.resolve('./modules.cjs')]) delete require.cache[file];

export = session;
