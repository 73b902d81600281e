import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readOne } from '../../src/triage/read/read-one.js';
import { readAll } from '../../src/triage/read/readers.js';
import { makeFleet } from '../fleet/fleet.mjs';
import { scratch } from '../support/trace-lines.js';

// Threads run what was built, which comes without types.
const built: string = '../../dist/triage/read/reader-pool.js';
const { ReaderPool } = (await import(built)) as typeof import('../../src/triage/read/reader-pool.js');

const OPTIONS = { thresholdMs: null };

it('threads read what one reader does, in the same order', async () => {
  const folder = await scratch();
  const runs = [...makeFleet({ seed: 5, scenario: 'regression', traces: 30, hosts: 3 }).traces].map(
    ({ name, text }) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return { path, files: [path] };
    },
  );
  const pool = new ReaderPool(2, OPTIONS);
  onTestFinished(() => pool.close());
  const readers = { read: pool.read.bind(pool), ahead: 8, close: () => pool.close() };
  const readings = [];
  for await (const { reading } of readAll(readers, runs)) readings.push(reading);
  expect(readings).toEqual(await Promise.all(runs.map((run) => readOne(run, OPTIONS))));
});

it('a run that ends its thread is left out, and the next is read by another', async () => {
  // Nothing that a file holds does that but too much of it; without options no thread can begin to read.
  const pool = new ReaderPool(1, null as unknown as typeof OPTIONS);
  onTestFinished(() => pool.close());
  for (const path of ['/a.ndjson', '/b.ndjson'])
    expect(await pool.read({ path, files: [path] }, [])).toMatchObject({
      kind: 'skip',
      skip: { path, kind: 'unsound' },
    });
});
