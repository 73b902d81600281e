// @expect kind=cpu
// @process child
// @min-ms 300
// @ending natural code=0 ongoing
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = spawn(process.execPath, [fileURLToPath(new URL('./spin.mjs', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), 700));
child.on('exit', (_code, signal) => console.log(signal));
