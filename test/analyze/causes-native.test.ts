import { describe, expect, it } from 'vitest';
import { judgeOne, placeOf, TIMER } from './support.js';
import { code, every, type LookSpec } from './trace-builder.js';

const SOURCE = code(
  'const addon = require("./build/addon.node");', // 1
  'function rank(list) {',
  '  const ids = Array.from(list);',
  '  ids.sort();', // 4
  '  for (const id of ids) use(id);', // 5
  '  return ids;',
  '}',
  'function page(text) {',
  "  const lines = text.split('\\n');", // 9
  "  const flat = lines.join(' ');", // 10
  '  const n = flat.length + Math.max(1, 2);',
  '  return show(n);', // 12
  '}',
  'function deep(data) {',
  '  const packed = pack(data);', // 15
  '  return show(packed);', // 16
  '}',
  'function pack(data) {',
  '  const size = data.length;',
  '  const all = Buffer.concat(data);', // 20
  '  return all;',
  '}',
  'function batch(list) {',
  '  for (const one of list) {', // 24
  '    let x = one.trim ? 1 : 2;',
  "    out += one.normalize('NFC');", // 26
  '  }',
  '}',
  'function hash(list) {',
  '  addon.digest2(list);', // 30
  '  return show(1);', // 31
  '}',
  'function big(n) {',
  '  const power = 3n ** n;', // 34
  '  return show(power);', // 35
  '}',
  'function tail(text) {',
  '  const parts = prepare(text);', // 38
  "  parts.replaceAll('a', 'b');", // 39
  '}',
  'function match(text) {',
  '  const found = text.match(/a.*b/g);', // 42
  '  return show(found);', // 43
  '}',
);
const rest = { sources: { '/app/main.js': SOURCE } };
const show = 'show@node:internal/show:1:14';

/** One look that a native part held back for most of a stall of 200 ms. */
const late = (...stack: string[]): LookSpec[] => [{ at: 195, wait: 160, stack: [...stack, ...TIMER] }];

const judge = (looks: readonly LookSpec[]) => judgeOne({ ms: 200, looks }, rest);

describe('native: the line of a call that V8 never looked up in', () => {
  it('is the call before the built-in that the late answer stands on', async () => {
    const stall = await judge(late('Array.values@', 'rank@/app/main.js:5:20'));
    expect([stall.cause.kind, placeOf(stall), stall.cause.pattern]).toEqual(['native', 'main.js:4', 'sort']);
    expect(stall.cause.evidence).toMatch(
      /ids\.sort is the last thing done.*|inferred from the order of the statements/,
    );
    expect(stall.cause.confidence).toBeLessThan(0.9);
  });

  it('is the statement before the next built-in’s entry', async () => {
    expect(placeOf(await judge(late('Array.join@', 'page@/app/main.js:10:22')))).toBe('main.js:9');
  });

  it('passes over calls that take no time', async () => {
    expect(placeOf(await judge(late(show, 'page@/app/main.js:12:10')))).toBe('main.js:10');
  });

  it('is in the function of the user’s that was called last', async () => {
    const stall = await judge(late(show, 'deep@/app/main.js:16:10'));
    expect([placeOf(stall), stall.location?.function]).toEqual(['main.js:20', 'pack']);
  });

  it('is the last call of a loop’s body where the loop goes round', async () => {
    expect(placeOf(await judge(late('batch@/app/main.js:24:3')))).toBe('main.js:26');
    expect(placeOf(await judge(late('Array Iterator.next@', 'batch@/app/main.js:24:14')))).toBe('main.js:26');
  });

  it('may be a call of an addon that no list knows, with less confidence', async () => {
    const known = await judge(late(show, 'page@/app/main.js:12:10'));
    const unknown = await judge(late(show, 'hash@/app/main.js:31:10'));
    expect(placeOf(unknown)).toBe('main.js:30');
    expect(unknown.cause.confidence).toBeLessThan(known.cause.confidence);
  });

  it('may be arithmetic on large integers', async () => {
    expect(placeOf(await judge(late(show, 'big@/app/main.js:35:10')))).toBe('main.js:34');
  });

  it('lies in the caller where the answer came at the head of a function', async () => {
    const stall = await judge(late('pack@/app/main.js:18:14', 'page@/app/main.js:12:10'));
    expect(placeOf(stall)).toBe('main.js:10');
  });

  it('lies inside the built-in that had begun to call others', async () => {
    const stall = await judge(late('Set.add@', 'new Set@', 'page@/app/main.js:10:22'));
    expect(placeOf(stall)).toBe('main.js:10');
  });

  it('is called regex where it works on an expression', async () => {
    const stall = await judge(late(show, 'match@/app/main.js:43:10'));
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['regex', 'main.js:42']);
  });

  it('comes after the last look in time, where the late one shows no user frame any more', async () => {
    const before = { at: 30, stack: ['String.split@', 'page@/app/main.js:9:22', ...TIMER] };
    expect(placeOf(await judge([before, { at: 195, wait: 160, stack: TIMER }]))).toBe('main.js:9');
  });

  it('is the end of the callback that had just been left', async () => {
    const looks = [{ at: 195, wait: 160, stack: TIMER, ran: 'tail@/app/main.js:37:1' }];
    expect(placeOf(await judge(looks))).toBe('main.js:39');
  });

  it('is not told where the code round the answer calls nothing that takes time', async () => {
    const source = {
      sources: { '/app/main.js': 'function fill(list) {\n  for (let i = 0; ; i++) list.push({ i });\n}\n' },
    };
    const looks = late('fill@/app/main.js:2:3');
    expect((await judgeOne({ ms: 200, looks }, source)).cause.kind).toBe('cpu');
  });

  it('is not looked for where the answers came in time', async () => {
    expect((await judge(every(10, 200, ['Array.values@', 'rank@/app/main.js:5:20', ...TIMER]))).cause.kind).toBe('cpu');
  });

  it('is not looked for where a collection held the answer back', async () => {
    const gcs = [{ at: 40, ms: 90 }];
    const looks = late('Array.values@', 'rank@/app/main.js:5:20');
    expect((await judgeOne({ ms: 200, looks, gcs, gc: 90 }, rest)).cause.kind).toBe('native');
    const all = [{ at: 30, ms: 166 }];
    expect((await judgeOne({ ms: 200, looks, gcs: all, gc: 166 }, rest)).cause.kind).toBe('gc');
  });

  it('is not looked for where waiting for a core explains the lateness', async () => {
    const looks = (wait: number) => [{ at: 195, wait, stack: ['batch@/app/main.js:24:3', ...TIMER] }];
    const starved = { ms: 200, cpu: 52, runQueue: 148 };
    expect((await judgeOne({ ...starved, looks: looks(110) }, rest)).cause.kind).toBe('cpu');
    expect((await judgeOne({ ...starved, looks: looks(130) }, rest)).cause.kind).toBe('native');
    expect((await judgeOne({ ...starved, looks: looks(130), monitorLate: 40 }, rest)).cause.kind).toBe('cpu');
  });
});

describe('native: a built-in seen at work', () => {
  it('is told of Node’s own JavaScript under the user’s line', async () => {
    const stack = ['formatValue@node:internal/util/inspect:793:21', 'inspect@node:internal/util/inspect:376:10'];
    const stall = await judge(every(10, 200, [...stack, 'page@/app/main.js:12:10', ...TIMER]));
    expect([stall.cause.kind, placeOf(stall), stall.cause.pattern]).toEqual(['native', 'main.js:12', 'inspect']);
  });

  it('is not told of the user’s callbacks that Node calls', async () => {
    const stack = ['on@/app/main.js:4:3', 'emit@node:events:518:28', 'page@/app/main.js:12:10'];
    expect((await judge(every(10, 200, [...stack, ...TIMER]))).cause.kind).toBe('cpu');
  });
});
