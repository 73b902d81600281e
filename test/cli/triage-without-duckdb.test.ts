import { expect, it, onTestFinished, vi } from 'vitest';
import { MUCH_BYTES, openStore } from '../../src/cli/triage-engine.js';
import { scratch } from '../support/trace-lines.js';
import { triageOf } from '../support/triage-fleets.js';

vi.mock('@duckdb/node-api', () => {
  throw new Error('Cannot find package');
});

it('without DuckDB the reader serves for much as well', async () => {
  const store = await openStore({ engine: null, url: null, sql: null }, ['.'], MUCH_BYTES, {});
  onTestFinished(() => store.close());
  expect(store.constructor.name).toBe('MemoryStore');
});

it.each([
  [['--engine', 'duckdb'], '--engine duckdb needs DuckDB: add it to the project'],
  [['--sql', 'select 1'], '--sql needs DuckDB: add it to the project'],
])('without DuckDB it is told in one sentence what %j needs', async (args, sentence) => {
  const host = await triageOf(await scratch(), ['.', ...args]);
  expect(host.exitCode).toBe(2);
  expect(host.err()).toContain(sentence);
});
