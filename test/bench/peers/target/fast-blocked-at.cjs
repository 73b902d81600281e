// As its README starts it, at the threshold that all tools are given, with a heartbeat in the README's proportion to it.
const { join } = require('node:path');
const { tell } = require('./told.cjs');
require('./linger.cjs');

const blocked = require(join(process.env.PEER_HOME, 'node_modules', 'fast-blocked-at'));

blocked((durationMs, stack) => tell({ durationMs, stack: String(stack) }), { threshold: 50, interval: 12 });
