import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { code, every, runTrace, type StallSpec } from './trace-builder.js';

const sources = {
  '/app/main.js': code(
    'function join(orders, users) {',
    '  for (const order of orders) {',
    '    const user = users.find((u) => u.id === order.userId);',
    '    rows.push(order, user);',
    '    seen += 1;',
    '  }',
    '}',
    'function other(list) {',
    '  for (const one of list) {',
    '    total += one.a;',
    '    total += one.b;',
    '    total += one.c;',
    '  }',
    '}',
  ),
};
const TIMER = ['listOnTimeout@node:internal/timers:1:1'];
/** Every look in the callback of `find`. */
const inCallback = (at: number, ms: number): StallSpec => ({
  ...{ at, ms },
  looks: every(10, ms, ['@/app/main.js:3:36', 'Array.find@', 'join@/app/main.js:3:24', ...TIMER]),
});
/** Looks at three lines in turn, none of which stands out. */
const spread = (at: number, ms: number, name: string, lines: readonly string[]): StallSpec => ({
  ...{ at, ms },
  looks: every(10, ms, TIMER).map((look, i) => ({
    ...look,
    stack: [`${name}@/app/main.js:${lines[i % lines.length]}`, ...TIMER],
  })),
});
const joined = (at: number, ms: number) => spread(at, ms, 'join', ['3:18', '4:5', '5:5']);

async function culprits(...stalls: StallSpec[]) {
  const found = await diagnose(runTrace({ stalls, sources }));
  return found.culprits.map(({ location, count, totalMs }) => [location?.line, count, Math.round(totalMs)]);
}

describe('stalls of one loop', () => {
  it('are one culprit, at the line that stands out in some of them', async () => {
    expect(await culprits(inCallback(1000, 300), joined(2000, 150), joined(3000, 120))).toEqual([[3, 3, 570]]);
  });

  it('stay at the head of the loop where hardly any stood at a line of it', async () => {
    expect(await culprits(inCallback(1000, 60), joined(2000, 210), joined(3000, 210))).toEqual([
      [2, 2, 420],
      [3, 1, 60],
    ]);
  });

  it('are not joined with those of another loop of the same file', async () => {
    expect(await culprits(inCallback(1000, 300), spread(2000, 120, 'other', ['10:5', '11:5', '12:5']))).toEqual([
      [3, 1, 300],
      [9, 1, 120],
    ]);
  });
});
