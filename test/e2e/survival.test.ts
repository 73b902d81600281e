import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { installed, node } from '../support/installed.js';
import { loopcheck } from '../support/loopcheck.js';
import { allows, UNSHARE } from '../support/namespace.js';

const BURN = `function burn(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
`;

/** Calls `then` when the trace has what `isThere` looks for in the text of its files. */
const WHEN_TRACED = `const fs = require('node:fs');
function whenTraced(isThere, then) {
  const wait = setInterval(() => {
    let text = '';
    try {
      for (const name of fs.readdirSync('.loopcheck')) text += fs.readFileSync('.loopcheck/' + name, 'utf8');
    } catch {}
    if (!isThere(text)) return;
    clearInterval(wait);
    then();
  }, 10);
}
`;

const REGISTER = { NODE_OPTIONS: '--require loopcheck/register' };
const isMountable = allows(UNSHARE.mounts);
const isForkable = allows(UNSHARE.pids);

/** Runs a line of shell there, in a view of the file system of its own. */
function inMounts(cwd: string, line: string) {
  const [command, ...args] = UNSHARE.mounts;
  return execa(command, [...args, 'sh', '-c', line], { cwd, reject: false, all: true, env: { NODE_OPTIONS: '' } });
}

const NODE = `NODE_OPTIONS="--require loopcheck/register" "${process.execPath}"`;

describe('a process that records itself', () => {
  it('goes on in a new folder when its own is moved away, as by a rotation of logs', async () => {
    const cwd = await installed({
      'app.js': `${BURN}${WHEN_TRACED}
        whenTraced((text) => text.includes('target-start'), () => {
          fs.renameSync('.loopcheck', 'rotated');
          burn(120);
        });`,
    });
    expect(await node(cwd, ['app.js'], REGISTER)).toMatchObject({ exitCode: 0, all: '' });
    const [process] = (await readTrace(join(cwd, '.loopcheck'))).processes;
    expect(process?.armed).not.toBeNull();
    expect(process?.stalls.at(-1)?.close?.ended).toBe('turn');
    expect((await readTrace(join(cwd, 'rotated'))).processes).toHaveLength(1);
  });

  it.skipIf(!isMountable)('is undisturbed by a read-only disk (needs the right to mount)', async () => {
    const cwd = await installed({
      'app.js': `${BURN}setTimeout(() => { burn(80); console.log('done'); }, 20);`,
    });
    await mkdir(join(cwd, 'disk'));
    const env = 'LOOPCHECK_DIR=disk/trace LOOPCHECK_METRICS_FILE=disk/loop.prom';
    const run = await inMounts(cwd, `mount -t tmpfs -o ro none disk && ${env} ${NODE} app.js`);
    expect([run.all, run.exitCode]).toEqual(['done', 0]);
    expect(await readdir(join(cwd, 'disk'))).toEqual([]);
  });

  it.skipIf(!isMountable)(
    'is undisturbed by a full disk, and tells what that cost (needs the right to mount)',
    async () => {
      const cwd = await installed({
        'app.js': `${BURN}const fs = require('node:fs');
        const fill = fs.openSync('full/filler', 'w');
        const full = () => { try { for (;;) fs.writeSync(fill, Buffer.alloc(4096)); } catch (error) { return error.code; } };
        setTimeout(() => {
          console.log(full());
          burn(120);
          setTimeout(() => { burn(90); fs.unlinkSync('full/filler'); fs.closeSync(fill); }, 30);
          // The next second's lines find room.
          setTimeout(() => burn(70), 1300);
        }, 300);`,
      });
      await mkdir(join(cwd, 'full'));
      const run = await inMounts(
        cwd,
        `mount -t tmpfs -o size=256k none full && LOOPCHECK_DIR=full/trace ${NODE} app.js && cp -r full/trace out`,
      );
      expect([run.all, run.exitCode]).toEqual(['ENOSPC', 0]);
      const { processes } = await readTrace(join(cwd, 'out'));
      const closed = processes[0]?.stalls.flatMap(({ close }) => close ?? []) ?? [];
      const lengths = closed.map(({ startNs, endNs }) => (endNs - startNs) / 1e6);
      const lost = processes[0]?.lost.reduce((sum, { events }) => sum + events, 0) ?? 0;
      // What was cut off in the middle of a line is told as lost; what waited whole is there.
      if (lost === 0) expect(lengths.length).toBeGreaterThanOrEqual(3);
      expect(lengths.length).toBeGreaterThanOrEqual(1);
      expect(Math.min(...lengths)).toBeGreaterThan(60);
      expect(processes[0]?.end?.exitCode).toBe(0);
    },
  );

  it.skipIf(!isForkable)('is watched as pid 1 of a container too (needs the right to unshare)', async () => {
    const cwd = await installed({
      'app.js': `${BURN}setTimeout(() => { burn(120); console.log(process.pid); }, 50);`,
    });
    const [command, ...args] = UNSHARE.pids;
    const run = await execa(command, [...args, process.execPath, 'app.js'], {
      cwd,
      env: REGISTER,
      reject: false,
      all: true,
    });
    expect([run.all, run.exitCode]).toEqual(['1', 0]);
    const [process1] = (await readTrace(join(cwd, '.loopcheck'))).processes;
    expect(process1?.header.pid).toBe(1);
    expect(process1?.armed?.eyes).toEqual(expect.arrayContaining(['sampler', 'monitor', 'calls']));
    const stalls = process1?.stalls ?? [];
    expect(stalls.map(({ close }) => close?.cpuNs ?? null)).not.toContain(null);
    expect(stalls.some(({ samples }) => samples.length > 0)).toBe(true);
    // The next life of the service has the same pid, and files of its own.
    await execa(command, [...args, process.execPath, 'app.js'], { cwd, env: REGISTER, reject: false });
    expect((await readTrace(join(cwd, '.loopcheck'))).processes.map(({ header }) => header.pid)).toEqual([1, 1]);
  });

  it('records what it forks, each in files of its own, and each by its own limit', async () => {
    const cwd = await installed({
      'app.js': `${BURN}const { fork } = require('node:child_process');
        if (process.argv[2] === undefined) for (let n = 0; n < 3; n++) fork(__filename, [String(n)]);
        setTimeout(() => burn(110), 30);`,
    });
    expect(await node(cwd, ['app.js'], REGISTER)).toMatchObject({ exitCode: 0, all: '' });
    const { processes } = await readTrace(join(cwd, '.loopcheck'));
    expect(processes).toHaveLength(4);
    expect(processes.every(({ armed }) => armed !== null)).toBe(true);
    expect(processes.flatMap(({ stalls }) => stalls).length).toBeGreaterThanOrEqual(4);
    expect(new Set(processes.map(({ header }) => header.segment?.of)).size).toBe(4);
  });

  it('measures with a clock that nobody sets: one that jumps changes nothing', async () => {
    const cwd = await installed({
      'app.js': `${BURN}const real = Date.now;
        setTimeout(() => {
          // A year back in the middle of a stall, and a century ahead after it.
          burn(60);
          Date.now = () => real() - 365 * 24 * 3600e3;
          burn(60);
          Date.now = () => real() + 100 * 365 * 24 * 3600e3;
        }, 50);`,
    });
    await node(cwd, ['app.js'], REGISTER);
    const { processes } = await readTrace(join(cwd, '.loopcheck'));
    const lengths = processes[0]?.stalls.map(({ close }) => ((close?.endNs ?? 0) - (close?.startNs ?? 0)) / 1e6) ?? [];
    expect(Math.max(...lengths)).toBeGreaterThan(115);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
    expect(processes[0]?.lastSeenNs).toBeLessThan(60e9);
    expect(processes[0]?.health.every(({ spanNs }) => spanNs >= 0)).toBe(true);
    const report = await loopcheck(['report', '--format', 'json', '--output', '-'], { cwd });
    expect(JSON.parse(report.stdout).loop.maxMs).toBeLessThan(30_000);
  });
});
