import { expect, it, onTestFinished } from 'vitest';
import { MUCH_BYTES, openStore } from '../../src/cli/triage-engine.js';

const NONE = { engine: null, url: null, sql: null };

type Request = Partial<Parameters<typeof openStore>[0]>;

async function opened(request: Request, bytes: number): Promise<string> {
  const store = await openStore({ ...NONE, ...request }, ['.'], bytes, {});
  onTestFinished(() => store.close());
  return store.constructor.name;
}

it.each<[string, Request, number, string]>([
  ['is the reader for little', {}, MUCH_BYTES - 1, 'MemoryStore'],
  ['is DuckDB for much', {}, MUCH_BYTES, 'DuckDbStore'],
  ['is DuckDB for a question in SQL', { sql: 'select 1' }, 0, 'DuckDbStore'],
  ['is what was asked for', { engine: 'stream' }, MUCH_BYTES, 'MemoryStore'],
])('the engine %s', async (_what, request, bytes, name) => {
  expect(await opened(request, bytes)).toBe(name);
});
