import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';

/** What a program does in its first seconds is its start; its idleness is measured after that. */
const START_MS = 3000;

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Lets a server idle for `seconds` after its start. Returns `{ corePercent, rssMb }`: CPU of all its threads in percent
 * of a core, and its resident memory at the end; from /proc, so on Linux alone.
 */
export function idle(variant, node, script, folder, seconds) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { args, env } = variant.command(node, script, folder);
  const { NODE_OPTIONS: _, ...own } = process.env;
  const [file, ...rest] = args;
  const child = spawn(file, rest, {
    cwd: folder,
    env: { ...own, ...env, BENCH_SIZE: String(seconds + 60) },
    stdio: 'ignore',
  });
  try {
    sleep(START_MS);
    const before = cpuNs(child.pid);
    const from = process.hrtime.bigint();
    sleep(seconds * 1000);
    const spanNs = Number(process.hrtime.bigint() - from);
    return { corePercent: ((cpuNs(child.pid) - before) / spanNs) * 100, rssMb: rssMb(child.pid) };
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuNs(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce(
    (sum, tid) => sum + Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]),
    0,
  );
}

function rssMb(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
