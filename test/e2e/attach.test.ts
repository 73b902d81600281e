import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { type Target, target, threadCount } from '../support/attached.js';
import { FOOTPRINT } from '../support/footprint.js';
import { loopcheck, start } from '../support/loopcheck.js';
import { findNode } from '../support/nodes.mjs';

/** The inspector's usual port is one for the whole machine. */
const ANY_PORT = ['--inspect-port=0'];

const JSON_OUT = ['--format', 'json', '--output', '-'];

const BURN = `function burn(ms) {
  const end = Date.now() + ms;
  let x = 0;
  while (Date.now() < end) x += Math.sqrt(x + 1);
}
`;

const SERVER = `${BURN}
require('node:http').createServer((request, response) => {
  if (request.url === '/slow') burn(300);
  if (request.url === '/take') before = take();
  response.end(request.url === '/left' ? JSON.stringify(differences(before, take())) : 'ok');
  if (request.url === '/bye') process.exit(7);
}).listen(0, function () { console.log('port ' + this.address().port + '.'); });
const { take, differences } = require('./footprint.js');
let before;
`;

const MODULE_SERVER = `import { createServer } from 'node:http';
${BURN}
createServer((request, response) => {
  if (request.url === '/slow') burn(300);
  response.end('ok');
}).listen(0, function () { console.log('port ' + this.address().port + '.'); });
`;

const SPIN = `function spin() {
  let n = 0;
  for (;;) n = (n + 1) % 1000;
}
setTimeout(spin, 20);
console.log('ready');
`;

/** Blocked until there is a file `go`, and once more a second later. */
const LATE = `${BURN}
const { existsSync } = require('node:fs');
setTimeout(() => {
  while (!existsSync('go')) burn(5);
  setTimeout(() => burn(150), 1000);
}, 20);
setInterval(() => {}, 1000);
console.log('ready');
`;

const SLOW_MATCH = `setTimeout(function stuck() {
  /^(a+)+$/.test('a'.repeat(60) + 'b');
}, 20);
console.log('ready');
`;

async function server(options: Parameters<typeof target>[2] = {}): Promise<Target & { ask: Ask }> {
  const own = await target({ 'server.js': SERVER, 'footprint.js': FOOTPRINT }, 'server.js', {
    args: ANY_PORT,
    ...options,
  });
  return { ...own, ask: await asking(own) };
}

type Ask = (path: string) => Promise<string>;

async function asking(own: Target): Promise<Ask> {
  await own.said('port ');
  const [port] = own.ports();
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return (path) =>
    ask(path).catch((error: Error) => {
      const { exitCode, signalCode } = own.child;
      throw new Error(`The target did not answer (${exitCode ?? signalCode}): ${own.stderr()}`, { cause: error });
    });
}

/** Attaches to the process and waits until the probe is in: then the trace has said so. */
async function attached(own: Target) {
  const run = start(['attach', String(own.pid), '--trace', 'out', ...JSON_OUT], { cwd: own.cwd });
  await vi.waitFor(async () => expect((await traceOf(own)).processes[0]?.armed).toBeTruthy(), 60_000);
  return run;
}

/** Lets the loop of `late.js` turn. */
function goOn(own: Target): Promise<void> {
  return writeFile(join(own.cwd, 'go'), '');
}

function traceOf(own: Target) {
  return readTrace(join(own.cwd, 'out'));
}

/** Asks for what is slow until a look has shown the line, and the stall is over: on a busy machine one may come too late. */
async function blockedAt(own: Target, ask: Ask, line: number): Promise<void> {
  await vi.waitFor(async () => {
    await ask('/slow');
    const [process] = (await traceOf(own)).processes;
    const frames = [...(process?.frames.values() ?? [])].filter((frame) => frame.url.includes('server.'));
    expect(frames.map((frame) => frame.line)).toContain(line);
    expect(process?.stalls.at(-1)?.close).toBeTruthy();
  }, 60_000);
}

/** Waits until the trace has as many stalls that are over. */
async function stalls(own: Target, count: number): Promise<void> {
  await vi.waitFor(async () => {
    const closed = (await traceOf(own)).processes.flatMap((one) => one.stalls.filter(({ close }) => close !== null));
    expect(closed.length).toBeGreaterThanOrEqual(count);
  }, 60_000);
}

describe.runIf(process.platform === 'linux')('loopcheck attach', { timeout: 120_000 }, () => {
  it.each([20, 22, 24, 26])('sees what a running server does, and leaves it as it was: Node %i', async (major) => {
    const own = await server({ node: findNode(major) });
    await own.ask('/take');
    const threads = threadCount(own.pid);
    const ports = own.ports();
    const run = await attached(own);
    // The inspector's port and thread are gone; the monitor's thread is there.
    await vi.waitFor(() => expect([own.ports(), threadCount(own.pid)]).toEqual([ports, threads + 1]), 30_000);
    await blockedAt(own, own.ask, 4);
    run.kill('SIGINT');
    const { exitCode, stdout } = await run.ended;
    expect(seen(stdout, 'server.js', 4)).toMatchObject({ phase: 'running', trigger: { label: 'GET /slow' } });
    expect(exitCode).toBe(0);
    expect(JSON.parse(await own.ask('/left'))).toEqual([]);
    await vi.waitFor(() => expect(threadCount(own.pid)).toBe(threads), 30_000);
    expect(own.ports()).toEqual(ports);
    expect(own.child.exitCode).toBeNull();
    expect(existsSync(join(own.cwd, 'out', readdirSync(join(own.cwd, 'out'))[0] ?? '', 'attached'))).toBe(false);
  });

  it.each([20, 26])('sees the server of an ES module: Node %i', async (major) => {
    const own = await target({ 'server.mjs': MODULE_SERVER }, 'server.mjs', { node: findNode(major), args: ANY_PORT });
    const ask = await asking(own);
    const run = await attached(own);
    await blockedAt(own, ask, 5);
    run.kill('SIGTERM');
    const { stdout, exitCode } = await run.ended;
    const report = JSON.parse(stdout) as Report;
    expect(exitCode).toBe(0);
    expect(report.target).toMatchObject({ pid: own.pid, exitCode: null, signal: null, stoppedBy: 'interrupt' });
    expect(report.target.attachedAfterMs).toBeGreaterThan(0);
    expect(report.processes).toMatchObject([{ pid: own.pid, ended: 'let-go' }]);
    expect(seen(stdout, 'server.mjs', 5)).toMatchObject({ trigger: { label: 'GET /slow' } });
    expect(await ask('/')).toBe('ok');
  });

  it.each([20, 22, 24, 26])(
    'shows where an endless loop is within two seconds, and leaves it running: Node %i',
    async (major) => {
      const own = await target({ 'spin.js': SPIN }, 'spin.js', { node: findNode(major), args: ANY_PORT });
      await own.said('ready');
      const args = ['attach', String(own.pid), '--duration', '2s', '--trace', 'out', ...JSON_OUT];
      const run = await loopcheck(args, { cwd: own.cwd });
      expect(seen(run.stdout, 'spin.js', 3)).toMatchObject({ ongoing: true });
      expect(run.exitCode).toBe(0);
      const [stall] = (await traceOf(own)).processes[0]?.stalls ?? [];
      const [look] = stall?.samples ?? [];
      expect(look?.atNs).toBeLessThan(2e9);
      expect(look?.stack).not.toBe(0);
      expect(own.ports()).toEqual([]);
      expect(own.child.exitCode).toBeNull();
      expect(own.child.signalCode).toBeNull();
    },
  );

  it.each([20, 26])('does not disturb a regular expression that never ends: Node %i', async (major) => {
    const own = await target({ 'match.mjs': SLOW_MATCH }, 'match.mjs', { node: findNode(major), args: ANY_PORT });
    await own.said('ready');
    const args = ['attach', 'match.mjs', '--duration', '1s', ...JSON_OUT];
    const run = await loopcheck(args, { cwd: own.cwd });
    const stall = seen(run.stdout, 'match.mjs', 2);
    expect(stall).toMatchObject({ ongoing: true, delayed: { timers: null, requests: null } });
    expect(stall?.stack[0]?.function).toContain('RegExp');
    expect(own.child.signalCode).toBeNull();
  });

  it('tells a stall that was there before it as part of the process, once the loop turns', async () => {
    const own = await target({ 'late.js': LATE }, 'late.js', { args: ANY_PORT });
    await own.said('ready');
    const run = await attached(own);
    await goOn(own);
    await stalls(own, 2);
    run.kill('SIGINT');
    const { stdout } = await run.ended;
    const { stalls: found, processes, problems } = JSON.parse(stdout) as Report;
    expect(processes).toHaveLength(1);
    expect(found.slice(0, 2)).toMatchObject([
      { process: 1, ongoing: false, delayed: { timers: null, requests: null } },
      { process: 1, ongoing: false },
    ]);
    expect(problems.join()).toContain('was blocked when loopcheck came');
  });

  it('reports when the process ends by itself, and takes its exit code', async () => {
    const own = await server();
    const run = await attached(own);
    await blockedAt(own, own.ask, 4);
    await own.ask('/bye').catch(() => {});
    const { exitCode, stdout } = await run.ended;
    expect(exitCode).toBe(7);
    expect(seen(stdout, 'server.js', 4)).toBeDefined();
  });

  it('reports what was seen of a process that is killed', async () => {
    const own = await server();
    const run = await attached(own);
    await blockedAt(own, own.ask, 4);
    own.child.kill('SIGKILL');
    const { exitCode, stdout } = await run.ended;
    expect(exitCode).toBe(0);
    expect(seen(stdout, 'server.js', 4)).toBeDefined();
  });

  it('takes the probe out even where loopcheck is killed', async () => {
    const own = await server();
    await own.ask('/take');
    const threads = threadCount(own.pid);
    const run = await attached(own);
    // While its inspector is open a process of Node 20 or 22 may crash when the client dies: nodejs/node#34833.
    await vi.waitFor(() => expect(own.ports()).toHaveLength(1), 30_000);
    run.kill('SIGKILL');
    await run.ended;
    await own.ask('/slow');
    await vi.waitFor(() => expect(threadCount(own.pid)).toBe(threads), 30_000);
    expect(JSON.parse(await own.ask('/left'))).toEqual([]);
  });

  it('is taken out of a regular expression that began when it was in, without harm', async () => {
    const own = await target(
      {
        'match.js': `process.stdin.once('data', () => {\n/^(a+)+$/.test('a'.repeat(60) + 'b');\n});\nconsole.log('ready');`,
      },
      'match.js',
      { args: ANY_PORT },
    );
    await own.said('ready');
    const run = await attached(own);
    own.child.stdin?.write('go\n');
    // A machine that is short of cores may have held it up before.
    await vi.waitFor(
      async () => expect((await traceOf(own)).processes[0]?.stalls.at(-1)?.samples.length).toBeGreaterThan(5),
      60_000,
    );
    run.kill('SIGINT');
    const { stdout, exitCode } = await run.ended;
    expect(seen(stdout, 'match.js', 2)).toMatchObject({ ongoing: true });
    expect(exitCode).toBe(0);
    expect(own.child.signalCode).toBeNull();
  });

  it('can come again, also by port', async () => {
    const own = await server();
    const [port] = own.ports();
    for (const wanted of [[String(own.pid)], [`:${port}`], ['--port', String(port)]]) {
      const run = await loopcheck(['attach', ...wanted, '--duration', '500ms', '--trace', 'out'], { cwd: own.cwd });
      expect([run.exitCode, run.stderr.includes('trace')]).toEqual([0, true]);
    }
    expect(readdirSync(join(own.cwd, 'out'))).toHaveLength(3);
  });

  it('writes one file where it is asked to, for a loop that stood still, too', async () => {
    const own = await target({ 'late.js': LATE }, 'late.js', { args: ANY_PORT });
    await own.said('ready');
    const run = start(['attach', String(own.pid), '--trace', 'one.ndjson'], { cwd: own.cwd });
    const one = async () => (await readTrace(join(own.cwd, 'one.ndjson'))).processes;
    await vi.waitFor(async () => expect((await one())[0]?.stalls[0]?.samples.length).toBeGreaterThan(1), 60_000);
    await goOn(own);
    await vi.waitFor(async () => expect((await one())[0]?.stalls[1]?.close).toBeTruthy(), 60_000);
    run.kill('SIGINT');
    expect((await run.ended).exitCode).toBe(0);
    const [process, ...others] = await one();
    expect(others).toEqual([]);
    expect(process?.end?.detached).toBe(true);
  });
});

describe.runIf(process.platform === 'linux')('loopcheck attach refuses, in one sentence', { timeout: 120_000 }, () => {
  const refused = async (args: readonly string[], cwd = process.cwd()) => {
    const { exitCode, stderr } = await loopcheck(['attach', ...args], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return stderr;
  };

  it('what is not there, is not Node, or is meant by nobody', async () => {
    const sleeper = spawn('sleep', ['60']);
    onTestFinished(() => void sleeper.kill('SIGKILL'));
    expect(await refused(['4194303'])).toContain('There is no process 4194303');
    expect(await refused([String(sleeper.pid)])).toMatch(/is not Node: it runs .*sleep/);
    expect(await refused(['nobody-has-this-name.js'])).toContain('No Node process is named nobody-has-this-name.js');
    expect(await refused([':1'])).toContain('No process that you may look at listens on port 1');
    expect(await refused([])).toContain('Attach to what?');
    expect(await refused(['1', '--port', '3000'])).toContain('both');
    expect(await refused([':99999'])).toContain('65535');
  });

  it('a process whose inspector is open, and leaves it open', async () => {
    const own = await server({ args: ['--inspect=127.0.0.1:0'] });
    expect(await refused([String(own.pid)])).toContain('is in use already');
    expect(own.child.exitCode).toBeNull();
  });

  it('a process that SIGUSR1 would end, and does not send it', async () => {
    const node = findNode(24);
    const own = await server({ node, args: [...ANY_PORT, '--disable-sigusr1'] });
    expect(await refused([String(own.pid)])).toContain('would end it');
    expect(await own.ask('/')).toBe('ok');
  });

  it('a process that loopcheck watches already', async () => {
    const own = await server();
    const run = await attached(own);
    expect(await refused([String(own.pid)], own.cwd)).toContain('is watched by loopcheck already');
    run.kill('SIGINT');
    expect((await run.ended).exitCode).toBe(0);
    expect(own.ports()).toHaveLength(1);
  });

  it('several of one name, and lists them', async () => {
    const [one, other] = [await server(), await server()];
    const told = await refused(['server'], one.cwd);
    expect(told).toContain(String(one.pid));
    expect(told).toContain(String(other.pid));
  });

  it.runIf(canUnshare())('a process in another container', async () => {
    const inside = spawn('unshare', [
      '--mount',
      '--pid',
      '--fork',
      process.execPath,
      '-e',
      'setInterval(() => {}, 1000)',
    ]);
    onTestFinished(() => void inside.kill('SIGKILL'));
    const pid = await vi.waitFor(() => {
      const [child] = execFileSync('pgrep', ['-P', String(inside.pid)], { encoding: 'utf8' }).split('\n');
      expect(child).toBeTruthy();
      return Number(child);
    }, 30_000);
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    expect(await refused([String(pid)])).toContain('another container');
  });
});

function canUnshare(): boolean {
  try {
    execFileSync('unshare', ['--mount', '--pid', '--fork', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Report {
  readonly target: { readonly attachedAfterMs: number };
  readonly processes: readonly unknown[];
  readonly problems: readonly string[];
  readonly stalls: readonly Stall[];
}

interface Stall {
  readonly stack: readonly { readonly file: string; readonly line: number; readonly function: string }[];
}

/** The first stall in which that line was seen: on a busy machine the verdict may be that there was no core for it. */
function seen(json: string, file: string, line: number): Stall | undefined {
  const { stalls: found } = JSON.parse(json) as Report;
  return found.find(({ stack }) => stack.some((frame) => frame.file.endsWith(file) && frame.line === line));
}
