// @expect kind=sync-call api=crypto.scryptSync
// @process child
// @min-ms 75
// @ending natural code=0
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const child = spawn(process.execPath, [join(__dirname, 'orphan.js')], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
child.unref();
// The child goes on for a while after it has said that its work is done, and this process has left.
child.stdout.once('data', () => process.exit(0));
