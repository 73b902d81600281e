import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { debug } from './debugger.mjs';

/** Room for the beginning of a trace and little more. */
const DISK_KB = 16;
const STOPPED_MS = 1500;
const PAUSED_MS = 300;
const INSPECTOR_PORT = 9339;
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
].find(existsSync);

/**
 * What is done to the target, or to the probe within it. Each: `name`; `deed` done from outside while the target waits, or `env`
 * with the deed that the target does itself (deeds.cjs); `cannot` says why it can't be done here, a sentence or null; `sees(report)`
 * is what loopcheck must tell of it, a sentence of what is missing or null.
 */
export const CASES = [
  {
    name: 'nothing is done',
    sees: (report) => (report.stalls.length >= 2 ? null : `both stalls (it told of ${report.stalls.length})`),
  },
  {
    name: "the monitor's thread ends",
    env: () => ({ CHAOS_DEED: 'end-monitor' }),
    sees: breaksOff,
  },
  {
    name: 'the monitor throws',
    env: () => ({ CHAOS_DEED: 'throw-on-monitor' }),
    sees: breaksOff,
  },
  {
    name: 'the monitor fails in its work',
    env: () => ({ CHAOS_DEED: 'fail-monitor' }),
    sees: (report) => tells(report, /the probe failed: a fault on the monitor/),
  },
  {
    name: 'the trace is closed in the target',
    env: () => ({ CHAOS_DEED: 'close-trace' }),
    sees: breaksOff,
  },
  {
    name: 'the disk is full',
    cannot: () => (canMount() ? null : 'no small file system can be mounted (that takes root)'),
    traceFolder: (folder) => join(mountSmall(join(folder, 'disk')), 'trace'),
    after: (folder) => spawnSync('umount', [join(folder, 'disk')]),
    // What fits into the last page of the trace is written still, and nothing is missing.
    env: () => ({ CHAOS_MANY_STALLS: '1' }),
    deed: ({ folder, under }) => under && fill(join(folder, 'disk')),
    sees: breaksOff,
  },
  {
    name: 'files may not grow beyond 4 KB',
    // As `ulimit -f`: a write fails with EFBIG.
    before: ['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'],
    sees: breaksOff,
  },
  {
    name: 'the clock is set back by an hour, then on by two',
    cannot: () => (FAKETIME === undefined ? 'libfaketime is not installed' : null),
    env: ({ folder }) => fakeClock(folder),
    deed: async ({ folder }) => {
      for (const offset of ['-1h', '+2h']) {
        writeFileSync(join(folder, 'clock'), `${offset}\n`);
        await sleep(200);
      }
    },
    sees: (report) =>
      report.stalls.length >= 2 && report.stalls.every(({ durationMs }) => durationMs < 60_000)
        ? null
        : `both stalls with their length (it told of ${JSON.stringify(report.stalls.map(({ durationMs }) => durationMs))})`,
  },
  {
    name: 'thousands of workers start and end',
    env: ({ workers }) => ({ CHAOS_DEED: 'many-workers', CHAOS_WORKERS: String(workers) }),
    sees: (report) => (report.processes.length > 1 ? null : 'the workers'),
  },
  {
    name: 'a debugger takes the inspector, profiles, pauses and resumes',
    nodeArgs: [`--inspect-port=${INSPECTOR_PORT}`],
    deed: async ({ pid }) => {
      process.kill(pid, 'SIGUSR1');
      await debug(INSPECTOR_PORT, PAUSED_MS);
    },
    sees: (report) => (report.stalls.length >= 2 ? null : `both stalls (it told of ${report.stalls.length})`),
  },
  {
    name: 'the process is stopped and goes on',
    deed: async ({ pid }) => {
      process.kill(pid, 'SIGSTOP');
      await sleep(STOPPED_MS);
      process.kill(pid, 'SIGCONT');
      await sleep(200);
    },
    sees: (report) =>
      report.stalls.some(({ cause }) => cause.kind === 'suspended') ? null : 'that the process was suspended',
  },
  {
    name: "the trace's folder is deleted",
    deed: ({ trace, under }) => under && rmSync(trace, { recursive: true }),
    sees: (report) => (report.probe.armed ? 'that there is no data' : tells(report, /trace|No such/i)),
  },
];

function breaksOff(report) {
  return tells(report, /The record breaks off/);
}

function tells(report, pattern) {
  const told = [...report.probe.blind, ...(report.problems ?? []), report.verdict.reason ?? ''].map(String);
  return told.some((sentence) => pattern.test(sentence)) ? null : `${pattern} among ${JSON.stringify(told)}`;
}

function canMount() {
  return process.platform === 'linux' && process.getuid() === 0 && spawnSync('mount', ['--version']).status === 0;
}

function mountSmall(folder) {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KB}k`, 'tmpfs', folder]);
  return folder;
}

/** Takes all the room that is left. */
function fill(folder) {
  try {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(DISK_KB * 1024));
  } catch {
    // Now it is full.
  }
}

function fakeClock(folder) {
  const file = join(folder, 'clock');
  writeFileSync(file, '+0\n');
  return {
    LD_PRELOAD: FAKETIME,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    // As when somebody sets the clock: the monotonic one goes on.
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
