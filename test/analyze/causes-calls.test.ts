import { describe, expect, it } from 'vitest';
import { judgeOne, LOADER, placeOf, TICK, TIMER } from './support.js';
import { type CallSpec, code, every } from './trace-builder.js';

const site = (name: string, line: number) => [`${name}@/app/main.js:${line}:5`, 'main@/app/main.js:90:3', ...TIMER];
const call = (api: string, at: number, ms: number, stack: readonly string[]): CallSpec => ({ api, at, ms, stack });

describe('sync-call', () => {
  it('is told by one long call, with its api, its line and its figures', async () => {
    const stack = ['readFileSync@node:fs:440:3', ...site('loadUsers', 12)];
    const calls = [{ ...call('fs.readFileSync', 1, 180, stack), size: 4096 }];
    const { cause, location } = await judgeOne({ ms: 200, calls, cpu: 20 });
    expect(location).toMatchObject({ file: '/app/main.js', line: 12, function: 'loadUsers' });
    expect(cause).toMatchObject({ kind: 'sync-call', api: 'fs.readFileSync' });
    expect(cause.evidence).toContain(
      'took 180 ms in one call on 4096 bytes or characters, of a stall of 200 ms (90 %)',
    );
  });

  it('adds up many short calls that were only counted and seen', async () => {
    const stack = ['readSync@node:fs:600:3', ...site('scan', 7)];
    const looks = every(10, 100, stack, { api: 'fs.readSync' });
    const totals = [{ api: 'fs.readSync', count: 9000, ms: 80 }];
    const stall = await judgeOne({ ms: 100, looks, totals });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['sync-call', 'fs.readSync', 'main.js:7']);
    expect(stall.cause.evidence).toContain('9000 calls');
  });

  it('believes the totals where the looks fell beside the calls', async () => {
    const looks = every(10, 100, site('scan', 7));
    const totals = [{ api: 'fs.statSync', count: 9000, ms: 60 }];
    expect((await judgeOne({ ms: 100, looks, totals })).cause.api).toBe('fs.statSync');
    expect((await judgeOne({ ms: 100, looks, totals: [{ api: 'fs.statSync', count: 9000, ms: 40 }] })).cause.kind).toBe(
      'cpu',
    );
  });

  it('projects what was timed in the last part of a stall to all of it', async () => {
    const looks = every(10, 100, site('scan', 7));
    const totals = [{ api: 'fs.statSync', count: 9000, ms: 40 }];
    expect((await judgeOne({ ms: 100, looks, totals, timedSpan: 60 })).cause.kind).toBe('sync-call');
  });

  it('counts looks on the very place of the calls where those took a good part of the time', async () => {
    const inside = every(10, 30, ['hkdfSync@node:internal/crypto/hkdf:150:3', ...site('keys', 7)], {
      api: 'crypto.hkdfSync',
    });
    const beside = every(10, 70, site('keys', 7)).map((look) => ({ ...look, at: look.at + 30 }));
    const kindOf = async (ms: number) => {
      const totals = [{ api: 'crypto.hkdfSync', count: 9000, ms }];
      return (await judgeOne({ ms: 100, looks: [...inside, ...beside], totals })).cause.kind;
    };
    expect([await kindOf(25), await kindOf(24)]).toEqual(['sync-call', 'cpu']);
  });

  it('takes the api with the largest total of many, and names the others', async () => {
    const calls = [
      call('zlib.gzipSync', 0, 30, site('pack', 5)),
      call('fs.writeFileSync', 30, 45, site('save', 6)),
      call('zlib.gzipSync', 75, 25, site('pack', 5)),
    ];
    const stall = await judgeOne({ ms: 100, calls });
    expect([stall.cause.api, placeOf(stall)]).toEqual(['zlib.gzipSync', 'main.js:5']);
    expect(stall.cause.evidence).toContain('Beside it: fs.writeFileSync 45 ms');
  });

  it('are named beside a computation that took more than they did', async () => {
    const evidence = async (ms: number) => {
      const calls = [call('crypto.pbkdf2Sync', 100 - ms, ms, site('both', 9))];
      const looks = every(5, 100 - ms, site('both', 7));
      const { cause } = await judgeOne({ ms: 100, calls, looks });
      expect(cause.kind).toBe('cpu');
      return cause.evidence;
    };
    expect(await evidence(30)).toContain(' Beside it: crypto.pbkdf2Sync 30 ms.');
    expect(await evidence(4)).not.toContain('Beside it');
  });

  it('blames the heaviest site of the api', async () => {
    const calls = [
      call('crypto.pbkdf2Sync', 0, 30, site('old', 5)),
      call('crypto.pbkdf2Sync', 30, 70, site('login', 9)),
    ];
    expect(placeOf(await judgeOne({ ms: 100, calls }))).toBe('main.js:9');
  });

  it('is not told where computing took longer', async () => {
    const calls = [call('fs.readFileSync', 0, 40, site('load', 5))];
    const looks = every(10, 60, site('sum', 9)).map((look) => ({ ...look, at: look.at + 40 }));
    const stall = await judgeOne({ ms: 100, calls, looks });
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['cpu', 'main.js:9']);
  });

  it('knows the call that had not come back when the process ended', async () => {
    const stack = ['execSync@node:child_process:900:3', ...site('deploy', 8)];
    const inCall = { api: 'child_process.execSync', at: 20, stack };
    const stall = await judgeOne({ ms: 0, ended: 'open', grewAt: 400, inCall }, { end: null });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual([
      'sync-call',
      'child_process.execSync',
      'main.js:8',
    ]);
  });

  it('tells a wait in Atomics.wait or for a child’s sleep as a sleep', async () => {
    const wait = await judgeOne({ ms: 100, cpu: 1, calls: [call('Atomics.wait', 0, 99, site('pause', 4))] });
    const spec = { ...call('child_process.execSync', 0, 99, site('pause', 4)), detail: 'sleep' };
    const child = await judgeOne({ ms: 100, cpu: 1, calls: [spec] });
    expect([wait.cause.kind, wait.cause.pattern, child.cause.pattern]).toEqual(['sync-call', 'sleep', 'sleep']);
  });

  it('stands without a place where nothing but totals is known', async () => {
    const { cause, location } = await judgeOne({ ms: 100, totals: [{ api: 'fs.readSync', count: 3, ms: 90 }] });
    expect([cause.kind, cause.api, location]).toEqual(['sync-call', 'fs.readSync', null]);
  });
});

describe('json', () => {
  it.each(['JSON.parse', 'JSON.stringify', 'structuredClone', 'v8.deserialize', 'worker_threads.postMessage'])(
    'is told of %s',
    async (api) => {
      const stall = await judgeOne({ ms: 100, calls: [call(api, 0, 95, site('answer', 4))] });
      expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['json', api, 'main.js:4']);
    },
  );
});

describe('an answer that is read as JSON', () => {
  const bytes = ['parseJSONFromBytes@node:internal/deps/undici/undici:4447:19', ...TICK];
  const calls = [call('JSON.parse', 0, 99, bytes)];
  const judged = (...lines: string[]) => judgeOne({ ms: 100, calls }, { sources: { '/app/main.js': code(...lines) } });

  // 0.87 where no frame tells, four fifths of it for a line that only the source shows, in two decimals.
  it('is named by the only line that reads one, where no frame tells, and less surely', async () => {
    const found = await judged('async function load() {', '  return (await fetch(url)).json();', '}');
    expect([found.cause.kind, placeOf(found), found.cause.confidence]).toEqual(['json', 'main.js:2', 0.7]);
  });

  it('is named by none of several', async () => {
    const found = await judged('async function load() {', '  a.json();', '  b.json();', '}');
    expect([found.cause.kind, found.location]).toEqual(['json', null]);
  });
});

describe('what a call for data calls back', () => {
  const text = code(
    'function answer() {',
    '  return JSON.parse(text, (key, value) => {',
    '    return checksum(value);',
    '  });',
    '}',
    'function checksum(value) {',
    '  for (;;) value += 1;',
    '}',
  );
  const parse = ['JSON.parse@', 'answer@/app/main.js:2:15', ...TIMER];
  const judged = (inside: readonly string[], share: number) => {
    const stack = [...inside, ...parse];
    const looks = every(10, 100, stack, { api: 'JSON.parse' }).map((look, i) =>
      i < share * 10 ? look : { ...look, stack: parse },
    );
    return judgeOne(
      { ms: 100, looks, calls: [call('JSON.parse', 0, 99, parse)] },
      { sources: { '/app/main.js': text } },
    );
  };

  it('is to blame where most looks find it at work', async () => {
    const helped = ['checksum@/app/main.js:7:3', '@/app/main.js:3:12'];
    const { cause, location } = await judged(helped, 0.6);
    expect([cause.kind, location?.line]).toEqual(['cpu', 7]);
    expect((await judged(helped, 0.4)).cause.kind).toBe('json');
    expect((await judged(['@/app/main.js:3:5'], 1)).cause.kind).toBe('cpu');
  });

  it('is not where it is only entered: there the engine looks up', async () => {
    expect((await judged(['@/app/main.js:2:27'], 1)).cause).toMatchObject({ kind: 'json', api: 'JSON.parse' });
    expect((await judged(['@/app/other.js:9:9'], 1)).cause.kind).toBe('json');
  });
});

describe('module-load', () => {
  /** Each look finds the body of another of so many modules at work, which one line of the user's asked for. */
  const bodies = (modules: number) =>
    every(10, 300, []).map((look, i) => ({
      ...look,
      stack: [`@/app/lib/m${i % modules}.js:7:3`, 'Module._compile@node:internal/modules/cjs/loader:1:1', ...ASKED],
    }));
  const ASKED = [
    '@/app/lib/index.js:4:3',
    'Module._load@node:internal/modules/cjs/loader:2:1',
    'quote@/app/main.js:3:11',
  ];

  it('is told of many modules whose bodies run a little each, at the line that asks for all of them', async () => {
    const source = { '/app/main.js': code('let lib;', 'function quote() {', "  lib ??= require('./lib');", '}') };
    const many = await judgeOne({ ms: 300, looks: bodies(10) }, { sources: source });
    expect([many.cause.kind, many.cause.api, placeOf(many)]).toEqual(['module-load', './lib', 'main.js:3']);
    const few = await judgeOne({ ms: 300, looks: bodies(2) }, { sources: source });
    expect(few.cause.kind).toBe('cpu');
  });

  const sources = {
    '/app/main.js': code(
      "const path = require('node:path');",
      'function engine() {',
      "  return require('./engine/index.js');",
      '}',
      "import('pdf-tools');",
    ),
  };
  const own = ['engine@/app/main.js:3:10', ...TIMER];

  it('blames the require line and names the specifier as written', async () => {
    const looks = every(10, 100, ['wrapSafe@node:internal/modules/cjs/loader:1469:18', ...LOADER, ...own]);
    const stall = await judgeOne({ ms: 100, looks }, { sources });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual([
      'module-load',
      './engine/index.js',
      'main.js:3',
    ]);
  });

  it('counts the first run of a package’s modules, and the files that the loader reads', async () => {
    const dep = 'init@/app/node_modules/tables/index.js:9:3';
    const running = every(10, 50, [dep, ...LOADER, ...own]);
    const reading = every(10, 50, ['readFileSync@node:fs:440:3', ...LOADER, ...own], { api: 'fs.readFileSync' });
    const looks = [...running, ...reading.map((look) => ({ ...look, at: look.at + 50 }))];
    expect((await judgeOne({ ms: 100, looks }, { sources })).cause.kind).toBe('module-load');
  });

  it('does not count the body of the user’s own module: that is what its code does', async () => {
    const looks = every(10, 100, ['@/app/tables.js:4:3', ...LOADER, ...own]);
    const stall = await judgeOne({ ms: 100, looks }, { sources });
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['cpu', 'tables.js:4']);
  });

  it('takes a late answer at a module’s first position as the loader’s time', async () => {
    const looks = [{ at: 100, wait: 70, stack: ['@/app/engine/index.js:1:1', ...LOADER, ...own] }];
    const stall = await judgeOne({ ms: 100, looks }, { sources });
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['module-load', 'main.js:3']);
  });

  it('stays on the require line of a module that itself loads a thousand others', async () => {
    const looks = Array.from({ length: 20 }, (_, i) => ({
      at: (i + 1) * 10,
      stack: [...LOADER, `@/app/engine/index.js:${i + 1}:1`, ...LOADER, ...own],
    }));
    expect(placeOf(await judgeOne({ ms: 200, looks }, { sources }))).toBe('main.js:3');
  });

  it('finds the import that left no frame, by the package', async () => {
    const stack = [
      '@/app/node_modules/pdf-tools/index.mjs:9:3',
      'ModuleJob.run@node:internal/modules/esm/module_job:222:25',
    ];
    const looks = every(10, 100, stack);
    const stall = await judgeOne({ ms: 100, looks }, { sources });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['module-load', 'pdf-tools', 'main.js:5']);
  });

  it('finds the import that left no frame, by the user’s file that was loaded', async () => {
    const entry = { '/app/main.mjs': "import http from 'node:http';\nimport table from './big.mjs';\n" };
    const job = ['ModuleJob.run@node:internal/modules/esm/module_job:222:25'];
    const looks = [
      { at: 90, wait: 60, stack: [] },
      { at: 96, stack: ['Array.push@', '@/app/big.mjs:40:1', ...job] },
    ];
    const stall = await judgeOne({ ms: 100, looks }, { sources: entry, script: '/app/main.mjs' });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['module-load', './big.mjs', 'main.mjs:2']);
  });

  it('blames the user who awaits an import()', async () => {
    const stack = ['ModuleJob.run@node:internal/modules/esm/module_job:222:25', 'async open@/app/main.js:5:1'];
    const stall = await judgeOne({ ms: 100, looks: every(10, 100, stack) }, { sources });
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['module-load', 'pdf-tools', 'main.js:5']);
  });
});
