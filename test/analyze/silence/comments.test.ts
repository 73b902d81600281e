import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/analyze/diagnose.js';
import type { Diagnosis } from '../../../src/analyze/diagnosis.js';
import { TIMER } from '../support.js';
import { every, runTrace } from '../trace-builder.js';

const BUSY = '    for (let i = 0; i < n; i++) sum(i);';

/** A run that computed for 200 ms at the line of `text` that holds the loop. */
async function run(text: string, file = '/app/main.js', allow?: Parameters<typeof diagnose>[1]): Promise<Diagnosis> {
  const line = text.split('\n').findIndex((one) => one.includes('sum(i)')) + 1;
  const stack = [`work@${file}:${line}:5`, ...TIMER];
  const stalls = [{ ms: 200, looks: every(10, 200, stack, { open: 1 }) }];
  return diagnose(runTrace({ stalls, sources: { [file]: text } }), allow);
}

const around = (before: string, behind = '') => `function work(n) {\n${before}${BUSY}${behind}\n}\n`;
const ids = ({ findings }: Diagnosis) => findings.map(({ id }) => id);

describe('a comment', () => {
  it.each<[string, string]>([
    ['on the line above', around('  // loopcheck-ignore cpu-bound -- only at night\n')],
    ['on the line itself', around('', ' // loopcheck-ignore cpu-bound -- only at night')],
    ['in a block', around('  /* loopcheck-ignore cpu-bound -- only at night */\n')],
    ['above another comment', around('  // loopcheck-ignore cpu-bound -- only at night\n  // Sums up.\n')],
    ['with several ids', around('  // loopcheck-ignore big-json, cpu-bound -- only at night\n')],
    [
      'above another of its kind',
      around('  // loopcheck-ignore cpu-bound -- only at night\n  // loopcheck-ignore big-json -- x\n'),
    ],
    ['in code that no parser reads', `let let = ;;(\n// loopcheck-ignore cpu-bound -- only at night\n${BUSY}\n`],
  ])('silences %s', async (_, text) => {
    const found = await run(text);
    expect(ids(found)).toEqual([]);
    expect(found.suppressed).toMatchObject([
      { id: 'cpu-bound', severity: 'error', by: 'comment', reason: 'only at night', expires: null, stallIds: [1] },
    ]);
    expect(found.notices).toEqual([]);
    expect(found.stalls).toHaveLength(1);
  });

  it.each<[string, string, string[]]>([
    [
      'without a reason',
      around('  // loopcheck-ignore cpu-bound\n'),
      ['main.js:2: loopcheck-ignore gives no reason, so it silences nothing: end it with -- and why.'],
    ],
    [
      'with an empty reason',
      around('  // loopcheck-ignore cpu-bound --\n'),
      ['main.js:2: loopcheck-ignore gives no reason, so it silences nothing: end it with -- and why.'],
    ],
    [
      'with an unknown id',
      around('  // loopcheck-ignore cpu -- because\n'),
      ['main.js:2: loopcheck-ignore names cpu, which is no finding; loopcheck explain lists them.'],
    ],
    [
      'without an id',
      around('  // loopcheck-ignore -- because\n'),
      ['main.js:2: loopcheck-ignore names no finding, so it silences nothing.'],
    ],
    [
      'with the id of another finding',
      around('  // loopcheck-ignore big-json -- because\n'),
      ['main.js:2: loopcheck-ignore names big-json, but here is cpu-bound.'],
    ],
    ['two lines above', around('  // loopcheck-ignore cpu-bound -- because\n  n += 1;\n'), []],
    ['behind the code of the line above', around('  n += 1; // loopcheck-ignore cpu-bound -- because\n'), []],
    ['in a text', around('  log("// loopcheck-ignore cpu-bound -- because");\n'), []],
    ['with another word', around('  // loopcheck-ignored cpu-bound -- because\n'), []],
  ])('%s silences nothing, and says why', async (_, text, notices) => {
    const found = await run(text);
    expect(ids(found)).toEqual(['cpu-bound']);
    expect(found.suppressed).toEqual([]);
    expect(found.notices).toEqual(notices);
  });

  it('of a package is its own business', async () => {
    const found = await run(around('  // loopcheck-ignore\n'), '/app/node_modules/x/main.js');
    expect(found.notices).toEqual([]);
  });

  it('takes along the finding that only stands beside', async () => {
    const text = around('  // loopcheck-ignore cpu-bound -- only at night\n').replace('function', 'async function');
    const found = await run(text);
    expect(ids(found)).toEqual([]);
    expect(found.suppressed.map(({ id, reason }) => [id, reason])).toEqual([
      ['cpu-bound', 'only at night'],
      ['fake-async', 'only at night'],
    ]);
  });
});

describe('an allowlist', () => {
  const entry = { id: 'cpu-bound', file: 'main.js', reason: 'known', expires: '2026-12-31' };
  const on = (today: string) => ({ allow: { entries: [entry], today } });

  it('silences until it expires, and then says so', async () => {
    const before = await run(around(''), '/app/main.js', on('2026-12-31'));
    expect(ids(before)).toEqual([]);
    expect(before.suppressed).toMatchObject([{ by: 'allowlist', reason: 'known', expires: '2026-12-31' }]);
    const after = await run(around(''), '/app/main.js', on('2027-01-01'));
    expect(ids(after)).toEqual(['cpu-bound']);
    expect(after.notices).toEqual([
      "The allowlist's entry for cpu-bound in main.js expired on 2026-12-31: it silences nothing any more.",
    ]);
  });

  it('says what fits nothing', async () => {
    const { notices } = await run(around(''), '/app/other.js', on('2026-12-31'));
    expect(notices).toEqual([
      "The allowlist's entry for cpu-bound in main.js fits nothing that was found in this run.",
    ]);
  });

  it('counts a finding once that a comment silences as well', async () => {
    const text = around('  // loopcheck-ignore cpu-bound -- only at night\n');
    const { suppressed, notices } = await run(text, '/app/main.js', on('2026-12-31'));
    expect(suppressed.map(({ by }) => by)).toEqual(['comment']);
    expect(notices).toEqual([]);
  });
});
