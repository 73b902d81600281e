// @expect kind=cpu
// @process child
// @min-ms 75
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const child = spawn(process.execPath, [join(__dirname, 'permutations.cjs')], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.on('data', (data) => process.stdout.write(data));
