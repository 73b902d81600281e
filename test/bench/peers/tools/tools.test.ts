import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOOLS } from './index.mjs';

function findings(name: string, outcome: unknown) {
  const tool = TOOLS.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool is called ${name}`);
  return tool.findings(outcome);
}

function inFolder<T>(name: string, content: unknown, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'peers-test-'));
  try {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const frame = (functionName: string, url: string, lineNumber: number) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
});

describe('what each tool said, as the judge reads it', () => {
  it('blocked-at: the first line of own code in the stack, past Node and packages', () => {
    const stack = [
      '    at emitInitNative (node:internal/async_hooks:202:43)',
      '    at wrap (/app/node_modules/dep/index.js:3:1)',
      '    at login (file:///app/login.mjs:15:22)',
      '    at main (/app/main.js:21:21)',
    ].join('\n');
    const stderr = `noise\nPEER ${JSON.stringify({ durationMs: 301.5, stack })}\n`;
    expect(findings('blocked-at', { stderr })).toMatchObject([{ durationMs: 301.5, file: '/app/login.mjs', line: 15 }]);
  });

  it('--trace-sync-io: one finding a place, the most warned of first, Node’s own left out', () => {
    const warning = (...frames: string[]) =>
      `(node:7) WARNING: Detected use of sync API\n${frames.map((each) => `    at ${each}\n`).join('')}`;
    const read = warning('readSync (node:fs:1:1)', 'load (/app/a.js:4:1)');
    const stderr = [
      warning('statSync (node:fs:1:1)', '/app/b.js:9:2'),
      read,
      warning('realpathSync (node:fs:1:1)'),
      read,
    ].join('');
    expect(findings('--trace-sync-io', { stderr })).toMatchObject([
      { file: '/app/a.js', line: 4, durationMs: null, kinds: ['sync-call'] },
      { file: '/app/b.js', line: 9 },
    ]);
  });

  it('--cpu-prof: the hottest line of the function with the most self time', () => {
    const nodes = [
      { id: 1, callFrame: frame('(root)', '', -1), children: [2, 3] },
      { id: 2, callFrame: frame('(idle)', '', -1) },
      {
        id: 3,
        callFrame: frame('work', 'file:///app/a.js', 9),
        positionTicks: [
          { line: 12, ticks: 1 },
          { line: 13, ticks: 4 },
        ],
      },
    ];
    const profile = { nodes, samples: [2, 3, 3], timeDeltas: [900_000, 100_000, 50_000] };
    inFolder('a.cpuprofile', profile, (folder) =>
      expect(findings('--cpu-prof', { folder })).toMatchObject([{ file: '/app/a.js', line: 13, durationMs: 150 }]),
    );
  });

  it('--cpu-prof: of a function of Node’s, the own function that calls it most, at its first line', () => {
    const nodes = [
      { id: 1, callFrame: frame('login', '/app/a.js', 13), children: [2] },
      { id: 2, callFrame: frame('pbkdf2Sync', 'node:internal/crypto/pbkdf2', 60) },
    ];
    inFolder('a.cpuprofile', { nodes, samples: [2], timeDeltas: [80_000] }, (folder) =>
      expect(findings('--cpu-prof', { folder })).toMatchObject([{ file: '/app/a.js', line: 14, durationMs: 80 }]),
    );
  });

  it('Clinic Doctor: its categories for a loop that stood still, and no other', () => {
    const said = (category: string) =>
      findings('Clinic Doctor', { stdout: `hello\nDOCTOR ${JSON.stringify({ category })}\n` });
    expect(said('event-loop')).toMatchObject([{ durationMs: null, file: null, kinds: [] }]);
    expect(said('gc')).toMatchObject([{ kinds: ['gc'] }]);
    expect(['io', 'unknown', 'data', 'none'].flatMap(said)).toEqual([]);
    expect(findings('Clinic Doctor', { stdout: '' })).toEqual([]);
  });

  it('Sentry: the innermost frame of the app', () => {
    const frames = [
      { filename: '/app/main.js', lineno: 3, in_app: true },
      { filename: 'file:///app/work.mjs', lineno: 8, in_app: true },
      { filename: 'node:internal/crypto/pbkdf2', lineno: 74, in_app: false },
    ];
    const event = { exception: { values: [{ value: 'blocked', thread_id: '0', stacktrace: { frames } }] } };
    expect(findings('Sentry', { session: { events: [{ event, atMs: 0 }] } })).toMatchObject([
      { file: '/app/work.mjs', line: 8, durationMs: null },
    ]);
  });

  it('node-loop-detective: a finding each lag, with the heaviest function and all patterns', () => {
    const stdout = [
      '⚠ Event loop lag: 151ms at 2026-01-01T00:00:00.000Z',
      '  Diagnosis',
      '   HIGH  cpu-hog',
      '   MED   json-heavy',
      '  Top CPU-Heavy Functions',
      '   1. parse',
      '      ██ 150ms (60%)',
      '      (native):0:0',
      '  Call Stacks (top blockers)',
      '  ▸ parse (150ms)',
      '    │ run file:///bench/target/hold.mjs:3',
      '      │ load file:///app/a.mjs:7',
      '        → parse (native):0',
    ].join('\n');
    expect(findings('node-loop-detective', { stdout })).toMatchObject([
      { durationMs: 151, file: '/app/a.mjs', line: 7, kinds: ['cpu', 'sleep-loop', 'json'] },
    ]);
  });
});
