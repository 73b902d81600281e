import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cureOfCall, fixOfCall } from '../../../src/report/cures/calls.js';

/** Calls that end in Sync and do no work worth a cure. */
const NEEDS_NONE = new Set(['fs._toUnixTimestampSync']);

function syncCalls(module: string, exports: object): string[] {
  return Object.keys(exports)
    .filter((name) => name.endsWith('Sync'))
    .map((name) => `${module}.${name}`)
    .filter((api) => !NEEDS_NONE.has(api));
}

describe('every synchronous call of this Node has a cure', () => {
  test.each([
    ...syncCalls('fs', fs),
    ...syncCalls('child_process', childProcess),
    ...syncCalls('crypto', crypto),
    ...syncCalls('zlib', zlib),
    'Atomics.wait',
    'JSON.parse',
    'JSON.stringify',
    'structuredClone',
    'v8.serialize',
    'v8.deserialize',
    'console.log',
    'console.error',
    'process.stdout.write',
  ])('%s', (api) => {
    expect(cureOfCall(api)).not.toBeNull();
  });
});

test('what is recommended from node:fs/promises is there', () => {
  const PLATFORM = new Set(['lchmod', 'glob', 'mkdtempDisposable']);
  for (const api of syncCalls('fs', fs)) {
    const call = /`await (\w+)\(.*from `node:fs\/promises`/.exec(cureOfCall(api)?.instead ?? '')?.[1];
    if (call !== undefined && !PLATFORM.has(call)) expect(fsPromises).toHaveProperty(call);
  }
});

test('what is promisified takes a callback', () => {
  for (const [module, exports] of [
    ['crypto', crypto],
    ['zlib', zlib],
  ] as const) {
    for (const api of syncCalls(module, exports)) {
      const name = new RegExp(`promisify\\(${module}\\.(\\w+)\\)`).exec(cureOfCall(api)?.instead ?? '')?.[1];
      if (name !== undefined) expect(exports, api).toHaveProperty(name);
    }
  }
});

test('the fix names the replacement of that very call', () => {
  expect(fixOfCall('fs.readFileSync')).toBe(
    'Instead of `fs.readFileSync`: `await readFile(path)` from `node:fs/promises`. For a big file, stream it with `createReadStream` and `pipeline`.',
  );
  expect(fixOfCall('child_process.execSync')).toContain('`await promisify(exec)(command)`');
  expect(fixOfCall('zlib.gzipSync')).toContain('createGzip()');
});

test('a call of Node’s that is newer than the table is cured by its name', () => {
  expect(fixOfCall('zlib.createZipArchiveSync')).toBe(
    'Instead of `zlib.createZipArchiveSync`: its asynchronous twin, `zlib.createZipArchive`, where this Node has it.',
  );
});

test('where no twin is known, it says so', () => {
  expect(fixOfCall('left_pad.padSync')).toBe(
    'No asynchronous twin of `left_pad.padSync` is known to loopcheck: move it to a worker thread (`piscina` keeps a pool of them), or do it once and keep the result.',
  );
  expect(fixOfCall('sqlite.DatabaseSync.exec')).toContain('worker thread');
});
