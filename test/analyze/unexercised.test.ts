import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { TIMER } from './support.js';
import { code, runTrace } from './trace-builder.js';

const MAIN = '/app/main.js';

/** A run in which `fs.readFileSync` on the line marked `// ran` blocked for 200 ms while a request waited. */
async function found(text: string, { open = 1, whole = true, counts = [] as [string, number][] } = {}) {
  const line = text.split('\n').findIndex((one) => one.includes('// ran')) + 1;
  const stack = [`load@${MAIN}:${line}:10`, ...TIMER];
  const calls = [{ api: 'fs.readFileSync', at: 0, ms: 199, stack }];
  const looks = [{ at: 199, stack, open }];
  const observed = () => (counts.length === 0 ? [] : [{ type: 'sync-counts' as const, atNs: 1, calls: counts }]);
  const trace = runTrace({ stalls: [{ ms: 200, calls, looks }], sources: { [MAIN]: text }, observed });
  const processes = trace.processes.map((process) => ({
    ...process,
    sources: process.sources.map((source) => ({ ...source, whole })),
  }));
  const { findings } = await diagnose({ ...trace, processes });
  return findings.filter(({ evidence }) => evidence['kind'] === 'not-exercised');
}

const LOAD = 'function load(path) {\n  return fs.readFileSync(path); // ran\n}';

describe('synchronous calls beside one that blocked', () => {
  it.each([
    ["const fs = require('fs');", 'fs.writeFileSync(path, text);'],
    ["import * as fs from 'node:fs';", 'fs.writeFileSync(path, text);'],
    ["import fs from 'fs';", 'fs.writeFileSync(path, text);'],
    ["import fs, { writeFileSync as save } from 'fs';", 'save(path, text);'],
    ["const fs = require('fs');\nconst { writeFileSync: save } = require('node:fs');", 'save(path, text);'],
    ["const fs = require('fs');", "require('fs').writeFileSync(path, text);"],
  ])('are named: %s %s', async (head, call) => {
    const text = code(head, LOAD, 'function store(path, text) {', `  ${call}`, '}');
    const line = text.split('\n').length - 1;
    expect(await found(text)).toMatchObject([
      {
        id: 'blocking-call',
        severity: 'info',
        count: 0,
        totalMs: 0,
        stallIds: [],
        location: { file: MAIN, line, column: 3, function: 'store' },
        evidence: { api: 'fs.writeFileSync', calls: `fs.writeFileSync (line ${line})`, callCount: 1 },
      },
    ]);
  });

  it('are one finding a file, with the first five named', async () => {
    const others = Array.from({ length: 7 }, (_, i) => `const f${i} = () => zlib.gzipSync(x);`);
    const text = code("const fs = require('fs'), zlib = require('zlib');", LOAD, ...others);
    const [one, ...more] = await found(text);
    expect(more).toEqual([]);
    expect(one?.evidence).toMatchObject({ callCount: 7, calls: expect.stringMatching(/\(line 9\), 2 more$/) });
  });

  it.each<[string, string]>([
    ['the call that blocked', ''],
    ['what runs while the module loads', 'const config = fs.readFileSync("c.json");'],
    ['methods of the same name of something else', 'const f = (store) => store.writeFileSync(1);'],
    ['an own function of that name', 'function existsSync() {}\nconst f = () => existsSync();'],
    ['asynchronous calls', 'const f = () => fs.readFile("x", () => {});'],
  ])('are not %s', async (_, rest) => {
    expect(await found(code("const fs = require('fs');", LOAD, rest))).toEqual([]);
  });

  const another = code("const fs = require('fs');", LOAD, 'const f = () => fs.statSync(".");');

  it('are not told where the call itself did no harm', async () => {
    expect(await found(another)).toHaveLength(1);
    expect(await found(another, { open: 0 })).toEqual([]);
  });

  it('are not told where they may have run in a moment: beside the one that blocked, or of a sort that was counted', async () => {
    const beside = 'function load(path) {\n  fs.readFileSync(path); // ran\n  fs.statSync(path);\n}';
    const text = code("const fs = require('fs');", beside, 'const f = () => fs.accessSync(".");');
    const calls = async (counts: [string, number][]) =>
      (await found(text, { counts })).map(({ evidence }) => evidence['calls']);
    expect(await calls([])).toEqual(['fs.accessSync (line 6)']);
    expect(
      await calls([
        ['fs.readFileSync', 1],
        ['fs.statSync', 1],
      ]),
    ).toEqual(['fs.accessSync (line 6)']);
    // An early return stood before it.
    expect(await calls([['fs.readFileSync', 1]])).toEqual(['fs.statSync (line 4), fs.accessSync (line 6)']);
    expect(
      await calls([
        ['fs.readFileSync', 1],
        ['fs.accessSync', 3],
        ['fs.statSync', 1],
      ]),
    ).toEqual([]);
  });

  it('are not told from a piece of a file', async () => {
    expect(await found(another, { whole: false })).toEqual([]);
  });
});
