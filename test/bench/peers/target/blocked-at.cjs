// As its README starts it, at the threshold that all tools are given.
const { join } = require('node:path');
const { tell } = require('./told.cjs');

const blocked = require(join(process.env.PEER_HOME, 'node_modules', 'blocked-at'));

blocked((durationMs, stack) => tell({ durationMs, stack: stack.join('\n') }), { threshold: 50 });
