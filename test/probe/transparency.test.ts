import { describe, expect, it } from 'vitest';
import { ofType, probed } from '../support/probed.js';

/** Programs whose output must be the same with and without the probe. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'order of ticks, microtasks, immediates and timers': `
    const out = [];
    setTimeout(() => out.push('timeout'), 0);
    setImmediate(() => out.push('immediate'));
    process.nextTick(() => out.push('tick'));
    Promise.resolve().then(() => out.push('microtask')).then(() => process.nextTick(() => out.push('tick in microtask')));
    queueMicrotask(() => out.push('queued'));
    (async () => { await null; out.push('after await'); })();
    setTimeout(() => console.log(out.filter((x) => x !== 'timeout' && x !== 'immediate').join()), 30);`,
  'order while blocked and looked at': `
    const out = [];
    setTimeout(() => {
      process.nextTick(() => out.push('tick'));
      Promise.resolve().then(() => out.push('micro 1')).then(() => out.push('micro 2'));
      const end = performance.now() + 150; while (performance.now() < end);
      out.push('callback over');
    }, 10);
    setTimeout(() => console.log(out.join()), 250);`,
  'the environment and the arguments': `
    console.log(process.env.NODE_OPTIONS, process.env.LOOPCHECK_PROBE, process.execArgv, process.argv.length,
      Object.keys(process.env).filter((name) => name.startsWith('LOOPCHECK')), Object.keys(require.cache).length,
      Object.getOwnPropertyNames(globalThis).filter((name) => name.includes('loopcheck')), module.children.length);`,
  'what wrapped functions look like': `
    const fs = require('fs'), cp = require('child_process'), zlib = require('zlib');
    for (const f of [fs.readFileSync, fs.realpathSync, fs.realpathSync.native, cp.execSync, cp.spawnSync, zlib.gzipSync,
      JSON.parse, JSON.stringify, Atomics.wait, structuredClone, console.log, process.kill, process.stdout.write])
      console.log(f.name, f.length, typeof f);`,
  // Whoever writes logs to the file descriptor looks first whether somebody listens in on the stream.
  "the write of a standard stream is its class's own": `
    for (const stream of [process.stdout, process.stderr])
      console.log(stream.write === stream.constructor.prototype.write, Object.hasOwn(stream, 'write'));`,
  'a replaced Error.prepareStackTrace': `
    Error.prepareStackTrace = (error, sites) => 'own ' + error.message + ' ' + sites.length;
    setTimeout(() => {
      const end = performance.now() + 150; while (performance.now() < end);
      console.log(new Error('x').stack, Error.prepareStackTrace.length, Error.stackTraceLimit);
    }, 10);`,
  'a frozen Error': `
    Object.freeze(Error);
    setTimeout(() => {
      const end = performance.now() + 150; while (performance.now() < end);
      console.log(Object.isFrozen(Error), 'prepareStackTrace' in Error, Error.stackTraceLimit);
    }, 10);`,
  'a Date that stands still and replaced timers': `
    const real = setTimeout;
    Date.now = () => 0;
    globalThis.setTimeout = globalThis.setInterval = globalThis.setImmediate = () => { console.log('never'); };
    performance.now = () => 0; process.hrtime = () => [0, 0]; process.nextTick = () => {};
    real(() => { for (let i = 0, x = 0; i < 3e8; i++) x += i; console.log('done', Date.now()); }, 10);`,
  'replaced fs and JSON': `
    const fs = require('fs');
    const before = fs.readFileSync;
    fs.readFileSync = (...args) => before(...args).toString().length > 0;
    JSON.stringify = () => 'mine';
    console.log(fs.readFileSync(__filename), JSON.stringify({}));
    setTimeout(() => { const end = performance.now() + 120; while (performance.now() < end); console.log(JSON.stringify([])); }, 5);`,
  'an error that is thrown and caught': `
    const fs = require('fs');
    try { fs.readFileSync('/no/such/file'); } catch (error) { console.log(error.code, error.syscall, error.message); }
    try { JSON.parse('{'); } catch (error) { console.log(error.name); }
    try { fs.readFileSync({}); } catch (error) { console.log(error.code); }`,
  'listeners for uncaught errors': `
    process.on('uncaughtException', (error, origin) => console.log('caught', error.message, origin));
    process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
    setTimeout(() => { throw new Error('one'); }, 5);
    setTimeout(() => Promise.reject('two'), 10);`,
  // A hook may see the immediate by which Node tells of collections, and the promise of a look at a blocked loop.
  'an async_hooks hook': `
    const seen = new Set();
    require('async_hooks').createHook({ init(id, type) { seen.add(type); } }).enable();
    setTimeout(() => { seen.delete('Immediate'); seen.delete('PROMISE'); console.log([...seen].sort().join()); }, 5);`,
  'regular expressions that are looked at while they run': `
    const cells = (row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    setTimeout(() => {
      /(kept)/.test('kept');
      const row = Array.from({ length: 6000 }, (_, i) => '"cell ' + i + '"').join(',');
      console.log(cells(row).length, RegExp.$1);
      /^(a+)+$/.test('a'.repeat(26) + '!');
      console.log(RegExp.$1);
    }, 10);`,
  'scripts that are ended by a timeout': `
    const vm = require('vm');
    setTimeout(() => {
      for (let i = 0; i < 4; i++) {
        try { vm.runInNewContext('for(;;);', {}, { timeout: 70 + i }); } catch (error) { console.log(error.code); }
      }
    }, 10);`,
  'workers that are terminated in a loop': `
    const { Worker } = require('worker_threads');
    const next = (left) => {
      if (left === 0) return;
      const worker = new Worker('for (;;);', { eval: true });
      worker.on('exit', (code) => { console.log('ended', code); next(left - 1); });
      worker.on('online', () => setTimeout(() => worker.terminate(), 150 + left));
    };
    next(4);`,
  'a named ES import of a wrapped call': `
    import('fs').then(({ readFileSync, default: fs }) => console.log(readFileSync === fs.readFileSync, readFileSync.name));`,
};

describe('the probe changes nothing that the target can see', () => {
  for (const [name, program] of Object.entries(PROGRAMS)) {
    it.concurrent(name, async () => {
      const bare = await probed(program, { bare: true });
      const watched = await probed(program);
      expect({ out: watched.stdout, code: watched.code }).toEqual({ out: bare.stdout, code: bare.code });
      expect(watched.stderr).toBe(bare.stderr);
      expect(ofType(watched.traces[0], 'armed')).toHaveLength(1);
    });
  }

  it.concurrent('does not keep the target alive', async () => {
    const run = await probed('process.on("exit", () => console.log("bye"));');
    expect(run.stdout).toBe('bye\n');
    expect(run.code).toBe(0);
  });

  it.concurrent('prints nothing when the process sends itself a deadly signal', async () => {
    const run = await probed(
      'setTimeout(() => process.kill(process.pid, "SIGTERM"), 20); setInterval(() => {}, 1000);',
    );
    expect(run).toMatchObject({ signal: 'SIGTERM', stdout: '', stderr: '' });
  });

  it.concurrent('lets an uncaught error end the target as ever', async () => {
    const run = await probed('setTimeout(() => { throw new TypeError("boom"); }, 5);');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('TypeError: boom');
    expect(run.stderr).not.toContain('preload');
  });
});
