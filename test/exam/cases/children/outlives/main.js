// @expect kind=sync-call api=crypto.scryptSync
// @process child
// @min-ms 75
// @ending natural code=0
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const child = spawn(process.execPath, [join(__dirname, 'orphan.js')], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
child.stdin.unref?.();
child.unref();
// It hears that it is alone by the end of its input.
setTimeout(() => process.exit(0), 400);
