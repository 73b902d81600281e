// node-loop-detective beside a running process, as its README uses it: `node detective.mjs <home> <seconds> <hold|free>
// <node> <args…>`. `hold` keeps the target waiting until the detective has attached, so that it misses nothing; `free`
// lets it run, for the measurement of what it costs.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [home, seconds, mode, node, ...args] = process.argv.slice(2);
const cli = join(home, 'node_modules', 'node-loop-detective', 'bin', 'cli.js');
const hold = fileURLToPath(new URL('./hold.mjs', import.meta.url));

const port = await freePort();
const script = mode === 'hold' ? [...args.slice(0, -1), hold, args.at(-1)] : args;
const target = spawn(node, [`--inspect=127.0.0.1:${port}`, ...script], { stdio: ['inherit', 'inherit', 'pipe'] });
target.stderr.pipe(process.stderr);
await new Promise((resolve) => {
  target.stderr.on('data', (text) => String(text).includes('Debugger listening') && resolve());
  target.on('exit', resolve);
});
const detective = spawn(node, [cli, '--port', String(port), '--duration', seconds], { stdio: 'inherit' });
const left = new Promise((resolve) => detective.on('exit', resolve));
if (target.exitCode === null && target.signalCode === null) await new Promise((resolve) => target.on('exit', resolve));
await left;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
