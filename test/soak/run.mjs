import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from '../bench/paced-load.mjs';
import { residentMb } from '../bench/threads.mjs';
import { isArmed, readTraces } from '../support/armed.mjs';
import { findNode, versionOf } from '../support/nodes.mjs';
import { judgeMemory, judgePulse, judgeTrace } from './judge.mjs';
import { soakText } from './text.mjs';

const bin = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const script = fileURLToPath(new URL('server.cjs', import.meta.url));
const folder = fileURLToPath(new URL('../../.cache/soak/', import.meta.url));

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string', default: '100' },
    node: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);

if (values.help || !(minutes > 0) || !(rate > 0)) {
  console.log(`npm run soak -- [options]
  One server bare and one under loopcheck, side by side under the same load: does anything grow?
  --minutes <n>   how long (default 60)
  --rate <n>      requests a second to each (default 100)
  --node <major>  with another Node than the running one

Linux alone. The samples and the trace stay in .cache/soak.`);
  process.exit(values.help ? 0 : 2);
}

const node = values.node ? findNode(Number(values.node)) : process.execPath;
const everyMs = Math.max(2000, (minutes * 60_000) / 240);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const trace = join(folder, 'trace');
const command = [node, '--expose-gc', script];
const bare = await start(command);
const under = await start([node, bin, '--quiet', '--trace', trace, '--', ...command]);
const loads = [bare, under].map(({ port }) => load(port, rate));
const samples = [];
const startedMs = performance.now();
while (performance.now() - startedMs < minutes * 60_000) {
  await sleep(everyMs);
  samples.push({ atMs: performance.now() - startedMs, bare: await memoryOf(bare), under: await memoryOf(under) });
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${samples.length} samples`);
}
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
const answered = loads.map((stop) => stop());
for (const { pid } of [bare, under]) process.kill(pid, 'SIGTERM');
await Promise.all([bare.ended, under.ended]);
writeFileSync(
  join(folder, 'samples.json'),
  JSON.stringify({ node: versionOf(node), minutes, rate, answered, samples }),
);

const [process_] = readTraces(trace);
if (process_ === undefined || !isArmed(process_)) {
  console.error(`void: the trace in ${trace} does not prove that the probe was armed`);
  process.exit(1);
}
const { events } = process_;
const outcome = {
  node: versionOf(node),
  minutes,
  answered,
  memory: judgeMemory(samples),
  trace: judgeTrace(events),
  pulse: judgePulse(events),
};
console.log(soakText(outcome));
process.exitCode = [...outcome.memory, outcome.trace, outcome.pulse].every(({ ok }) => ok) ? 0 : 1;

async function start([file, ...args]) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const match = /^ready (\d+) (\d+)$/.exec(line);
    if (match) return { port: Number(match[1]), pid: Number(match[2]), ended };
  }
  throw new Error(`${file} ${args.join(' ')} ended before it listened`);
}

async function memoryOf({ port, pid }) {
  const { heapUsed } = await (await fetch(`http://127.0.0.1:${port}/memory`)).json();
  return { rssMb: residentMb(pid), heapMb: heapUsed / 2 ** 20 };
}
