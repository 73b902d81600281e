// @expect kind=cpu
// @process child
// @min-ms 75
// @loops 1
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = spawn(process.execPath, [fileURLToPath(new URL('./histogram.mjs', import.meta.url)), '900000'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
child.on('exit', (code) => console.log('child', code));
