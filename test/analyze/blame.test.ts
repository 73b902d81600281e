import { describe, expect, it } from 'vitest';
import { judgeOne, placeOf, TICK, TIMER } from './support.js';
import { code, every, type LookSpec } from './trace-builder.js';

/** Looks one after another, 10 ms each, from `[stack, how many]`. */
function sequence(...parts: readonly (readonly [readonly string[], number])[]): LookSpec[] {
  const stacks = parts.flatMap(([stack, count]) => Array.from({ length: count }, () => stack));
  return stacks.map((stack, index) => ({ at: (index + 1) * 10, stack }));
}

const at = (name: string, line: number) => `${name}@/app/main.js:${line}:5`;

async function blamed(...parts: readonly (readonly [readonly string[], number])[]): Promise<string | null> {
  const looks = sequence(...parts);
  return placeOf(await judgeOne({ ms: looks.length * 10, looks }));
}

describe('the blamed line', () => {
  it('is the hot helper’s and not its caller’s', async () => {
    expect(await blamed([[at('hash', 3), at('handler', 20), ...TIMER], 20])).toBe('main.js:3');
  });

  it('is the user’s and not the package’s that the user called', async () => {
    const dep = 'hashSync@/app/node_modules/bcryptjs/index.js:900:7';
    expect(await blamed([[dep, at('login', 31), ...TIMER], 20])).toBe('main.js:31');
  });

  it('is the package’s where no frame of the user was seen', async () => {
    const dep = 'drain@/app/node_modules/queue/index.js:9:7';
    expect(await blamed([[dep, ...TIMER], 20])).toBe('index.js:9');
  });

  it('is that of the awaiting user where only a package is on the stack', async () => {
    const dep = 'derive@/app/node_modules/kdf/index.js:9:7';
    expect(await blamed([[dep, 'async login@/app/main.js:14:9', ...TICK], 20])).toBe('main.js:14');
  });

  it('is nobody’s where Node alone was seen', async () => {
    expect(await blamed([[...TIMER], 20])).toBe(null);
  });

  it('lies in the bigger of two phases', async () => {
    const first = [at('load', 3), at('main', 30), ...TIMER];
    const second = [at('sum', 9), at('main', 31), ...TIMER];
    expect(await blamed([first, 8], [second, 12])).toBe('main.js:9');
    expect(await blamed([first, 12], [second, 8])).toBe('main.js:3');
  });

  it('is the caller’s where many helpers have a few percent each', async () => {
    const parts = Array.from({ length: 10 }, (_, i) => [[at(`step${i}`, 50 + i), at('all', 7), ...TIMER], 2] as const);
    expect(await blamed(...parts)).toBe('main.js:7');
  });

  it('is the helper’s from about a third of the stall on', async () => {
    const helper = [at('big', 3), at('all', 7), ...TIMER];
    const small = (i: number) => [at(`step${i}`, 50 + i), at('all', 8), ...TIMER];
    const rest = [1, 2, 3, 4].map((i) => [small(i), 3] as const);
    expect(await blamed([helper, 8], ...rest)).toBe('main.js:3');
    expect(await blamed([helper, 4], ...rest)).toBe('main.js:8');
  });

  it('stays in a function that spends more itself than in what it calls', async () => {
    const self = [at('outer', 7), ...TIMER];
    const inner = [at('inner', 3), at('outer', 9), ...TIMER];
    expect(await blamed([self, 12], [inner, 8])).toBe('main.js:7');
  });

  it('is the line of a function that holds most of its time', async () => {
    expect(await blamed([[at('f', 4), ...TIMER], 6], [[at('f', 5), ...TIMER], 14])).toBe('main.js:5');
  });

  it('counts a recursive function once, however deep the stack is', async () => {
    const deep = (depth: number) => [...Array.from({ length: depth }, () => at('walk', 4)), at('main', 30), ...TIMER];
    const { stack, location } = await judgeOne({ ms: 60, looks: sequence([deep(3), 2], [deep(7), 2], [deep(1), 2]) });
    expect([location?.line, stack[0]?.share]).toEqual([4, 1]);
  });

  it('finds the hot one of two functions that call each other', async () => {
    const even = [at('even', 3), at('odd', 8), at('even', 4), at('main', 30), ...TIMER];
    const odd = [at('odd', 7), at('even', 4), at('odd', 8), at('even', 4), at('main', 30), ...TIMER];
    expect(await blamed([even, 4], [odd, 16])).toBe('main.js:7');
  });

  it('gives the time before the first look to all looks alike', async () => {
    const looks = [
      { at: 60, stack: [at('setup', 3), at('main', 30), ...TIMER] },
      ...every(10, 50, [at('work', 9), at('main', 31), ...TIMER]).map((look) => ({ ...look, at: look.at + 60 })),
    ];
    expect(placeOf(await judgeOne({ ms: 110, looks }))).toBe('main.js:9');
  });

  it('is an absolute path where V8 gives a URL', async () => {
    const { location } = await judgeOne({ ms: 80, looks: every(10, 80, ['work@file:///app/my%20main.mjs:3:5']) });
    expect(location?.file).toBe('/app/my main.mjs');
  });
});

describe('generated code', () => {
  it('is blamed under the name that it was given', async () => {
    const looks = every(10, 80, ['run@rules.generated.js:2:3', at('main', 30), ...TIMER]);
    expect((await judgeOne({ ms: 80, looks })).location).toMatchObject({ file: 'rules.generated.js', line: 2 });
  });

  it('is blamed where it was compiled if nobody named it', async () => {
    const origin = '~eval@eval at compile (/app/main.js:12:8)';
    const looks = every(10, 80, [origin, at('main', 30), ...TIMER]);
    expect((await judgeOne({ ms: 80, looks })).location).toMatchObject({ file: '/app/main.js', line: 12 });
  });

  it('follows evaluations within evaluations to the file', async () => {
    const origin = '~eval@eval at a (eval at b (file:///app/main.mjs:7:2), <anonymous>:1:1)';
    const looks = every(10, 80, [origin, ...TIMER]);
    expect((await judgeOne({ ms: 80, looks })).location).toMatchObject({ file: '/app/main.mjs', line: 7 });
  });

  it('is blamed on the next user frame where `vm` was given no name', async () => {
    const looks = every(10, 80, ['f@evalmachine.<anonymous>:1:9', at('main', 30), ...TIMER]);
    expect(placeOf(await judgeOne({ ms: 80, looks }))).toBe('main.js:30');
  });
});

describe('the head of a function', () => {
  const sources = {
    '/app/main.js': code(
      'function copy(state, key) {',
      '  const next = { ...state, [key]: 1 };',
      '  return next;',
      '}',
      'function walk(node, depth) {',
      '  if (depth === 0) return 1;',
      '  return walk(node.left, depth - 1)',
      '    + walk(node.right, depth - 1);',
      '}',
      'function mix(a, b) {',
      '  const c = a ^ b;',
      '  return c + 1;',
      '}',
      'function main() { for (;;) { copy({}, 1); mix(1, 2); walk({}, 9); } }',
    ),
  };
  const main = 'main@/app/main.js:14:30';
  const place = async (...stack: string[]) =>
    placeOf(await judgeOne({ ms: 80, looks: every(10, 80, [...stack, ...TIMER]) }, { sources }));

  it('stands for the call in the function that is known to take long', async () => {
    expect(await place('copy@/app/main.js:1:14', main)).toBe('main.js:2');
  });

  it('stands for the line on which the function calls itself', async () => {
    const left = 'walk@/app/main.js:7:10';
    expect(await place('walk@/app/main.js:5:14', left, left, main)).toBe('main.js:7');
  });

  it('stands for the first line of the function otherwise', async () => {
    expect(await place('mix@/app/main.js:10:13', main)).toBe('main.js:11');
  });
});

describe('the stack of a stall', () => {
  it('is the one through the blamed line, innermost first, with the share of each function', async () => {
    const looks = sequence([[at('hot', 3), at('main', 30), ...TIMER], 8], [[at('main', 31), ...TIMER], 2]);
    const { stack } = await judgeOne({ ms: 100, looks });
    expect(stack.map((frame) => [frame.function, frame.share, frame.origin])).toEqual([
      ['hot', 0.8, 'app'],
      ['main', 1, 'app'],
      ['listOnTimeout', 1, 'node'],
      ['process.processTimers', 1, 'node'],
    ]);
  });

  it('marks frames that are suspended at an await', async () => {
    const { stack } = await judgeOne({ ms: 80, looks: every(10, 80, [at('hot', 3), 'async page@/app/main.js:9:2']) });
    expect(stack.map((frame) => frame.async === true)).toEqual([false, true]);
  });
});
