// Says that the program begins now, and in which process, for the one who stops it after a while.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.env.PEERS_TARGET_FILE) writeFileSync(process.env.PEERS_TARGET_FILE, String(process.pid));
