import { describe, expect, it } from 'vitest';
import { ScriptText } from '../../src/interop/import/script-text.js';

const TEXT = [
  'function settle(until) {',
  '  const start = clock.now();',
  '  while (clock.now() < until) step();',
  '  return list.map((one) => one + start);',
  '}',
  'const pack = (data) => zlib.gzipSync(data);',
  'class Store { load(id) { return this.#read(id); } #read(id) { return fs.readFileSync(id); } }',
].join('\n');

describe('a call in a script', () => {
  const script = new ScriptText(TEXT);
  const callee = (name: string, rest: object = {}) => ({ name, declared: null, isNodes: false, hotLines: [], ...rest });
  const SETTLE = { line: 1, column: 16 };

  it('of several by one name is the one in the loop', () => {
    expect(script.callIn(SETTLE, callee('now'))).toEqual({ line: 3, column: 16, callee: 'now' });
  });

  it('is on the line that was met, where one was', () => {
    expect(script.callIn(SETTLE, callee('Clock.now', { hotLines: [2] }))).toMatchObject({ line: 2 });
  });

  it('that hands a nameless function on is the one round it', () => {
    expect(script.callIn(SETTLE, callee('', { declared: { line: 4, column: 19 } }))).toMatchObject({
      line: 4,
      column: 15,
    });
  });

  it("of Node's that has another name inside is the only synchronous one", () => {
    const found = script.callIn({ line: 6, column: 14 }, callee('zlibBufferSync', { isNodes: true }));
    expect(found).toMatchObject({ line: 6, callee: 'gzipSync' });
  });

  it('is found in methods, private ones too', () => {
    expect(script.callIn({ line: 7, column: 19 }, callee('#read'))).toMatchObject({ column: 38 });
  });

  it('is null where there is none, or no such function', () => {
    expect(script.callIn(SETTLE, callee('gone'))).toBeNull();
    expect(script.callIn({ line: 5, column: 1 }, callee('now'))).toBeNull();
    expect(new ScriptText('}{').callIn(SETTLE, callee('now'))).toBeNull();
  });
});
