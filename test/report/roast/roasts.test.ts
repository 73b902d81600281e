import { describe, expect, test } from 'vitest';
import { formatMs } from '../../../src/gate/figures.js';
import { fill, hash, pick, roast, templatesFor } from '../../../src/report/roast/choose.js';
import { type Facts, factsOfFinding, slotsOf } from '../../../src/report/roast/facts.js';
import {
  ACQUITTED,
  ALL_WORK,
  ASIDES,
  CLEAN,
  HUSHED,
  OTHERWISE,
  STALLED,
  STALLED_ALONE,
} from '../../../src/report/roast/headline.js';
import { nowhere } from '../../../src/report/roast/nowhere.js';
import { WORDINGS, wordingOf } from '../../../src/report/roast/table.js';
import type { Wording } from '../../../src/report/roast/wording.js';
import { createInk } from '../../../src/report/terminal/ink.js';
import { labelled } from '../../../src/report/terminal/layout.js';
import { ascii, visible } from '../../../src/report/text/clean.js';
import { displayWidth } from '../../../src/report/text/width.js';
import { cause, finding, place, stall } from '../sample.js';
import { UNKIND_WORDS } from './unkind-words.js';

const FEWEST = 8;
/** As in a report: three columns in, with the label's column before the text. */
const INDENT = 3;

/** Names as long as names get. */
const longest = stall(
  1,
  59_900,
  cause('sync-call', 'child_process.anExtraordinarilyLongCallNameSync'),
  place('a-file-with-an-extraordinarily-long-name.controller.js', 12_345, 'AVeryLongClassName.anEvenLongerMethodName'),
);

function facts(id: string, more: Partial<Facts> = {}): Facts {
  return { ...factsOfFinding(finding(id, [longest]), [longest]), ...more };
}

/** Every joke of a wording about a line. */
function ofLine({ roasts, roastsWaited = [], roastsAlone = [] }: Wording): readonly string[] {
  return [...roasts, ...roastsWaited, ...roastsAlone];
}

const located = WORDINGS.flatMap((wording) => ofLine(wording).map((template) => [wording.id, template] as const));
const unlocated = [
  ...WORDINGS.map((wording) => [wording.id, wording.roastsNowhere ?? []] as const),
  ['nowhere', nowhere] as const,
];
const all = [
  ...WORDINGS.flatMap((wording) => [...ofLine(wording), ...(wording.roastsNowhere ?? [])]),
  ...nowhere,
  ...STALLED,
  ...STALLED_ALONE,
  ...ALL_WORK,
  ...OTHERWISE,
  ...ACQUITTED,
  ...ASIDES,
  ...HUSHED,
  ...CLEAN,
];

const PLACE = { where: 'app.js:3', severity: 'error', figures: { kind: 'listeners' } } as const;

function linesAt80(text: string): number {
  const ink = createInk({ columns: 80, color: false, unicode: true, links: false });
  const lines = labelled(ink, 'roast', ink.prose(text), INDENT);
  expect(lines.every((line) => displayWidth(line) <= 80)).toBe(true);
  return lines.length;
}

describe('every finding', () => {
  test.each(WORDINGS.map((wording) => [wording.id, wording] as const))('%s has at least eight roasts', (_, wording) => {
    const cases =
      wording.roasts.length > 0 ? [PLACE, { ...PLACE, severity: 'info' as const }] : [{ ...PLACE, where: null }];
    for (const one of cases) expect(templatesFor(wording, one).length).toBeGreaterThanOrEqual(FEWEST);
  });

  test('jokes about those who wait are not told where nobody did, nor the other way round', () => {
    for (const wording of WORDINGS) {
      const told = templatesFor(wording, PLACE);
      const alone = templatesFor(wording, { ...PLACE, severity: 'info' });
      for (const joke of wording.roastsWaited ?? [])
        expect([told.includes(joke), alone.includes(joke)]).toEqual([true, false]);
      for (const joke of wording.roastsAlone ?? [])
        expect([told.includes(joke), alone.includes(joke)]).toEqual([false, true]);
    }
  });

  test('no joke is told in two places', () => {
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a roast of a line', () => {
  test.each(located)('%s: %s', (id, template) => {
    expect(template).toContain('{fn}');
    expect(template).toContain('{where}');
    expect(template).toMatch(/\{(ms|n|count)\}/);
    expect(linesAt80(fill(template, slotsOf(facts(id))))).toBeLessThanOrEqual(2);
    expect(fill(template, slotsOf(facts(id)))).not.toMatch(/[{}]/);
  });
});

describe('a roast of nobody’s line', () => {
  test.each(unlocated.flatMap(([id, templates]) => templates.map((template) => [id, template] as const)))(
    '%s: %s',
    (id, template) => {
      expect(template).toMatch(/\{(ms|count)\}/);
      expect(template).not.toMatch(/\{(fn|where|api)\}/);
      expect(linesAt80(fill(template, slotsOf(facts(id, { where: null }))))).toBeLessThanOrEqual(2);
    },
  );
});

describe('headlines', () => {
  const slots = {
    count: '1,234 times',
    stalls: '1,234 stalls',
    total: '2 min 5 s',
    threshold: '1.5 s',
    suspect: '`loadUsers` (users.js:1234)',
    findings: '1,234 findings',
  };

  test.each([...STALLED, ...STALLED_ALONE, ...ALL_WORK, ...OTHERWISE, ...ACQUITTED, ...ASIDES, ...HUSHED, ...CLEAN])(
    '%s',
    (template) => {
      expect(displayWidth(fill(template, slots))).toBeLessThanOrEqual(2 * 78);
      expect(fill(template, slots)).not.toMatch(/[{}]/);
    },
  );

  test.each(STALLED)('names the stalls, the time and whom to look at: %s', (template) => {
    expect(template).toMatch(/\{(count|stalls)\}/);
    expect(template).toContain('{total}');
    expect(template).toContain('{suspect}');
  });

  test.each(OTHERWISE)('names how many findings and which first: %s', (template) => {
    expect(template).toContain('{findings}');
    expect(template).toContain('{suspect}');
  });

  test.each([...STALLED_ALONE, ...ALL_WORK, ...ACQUITTED])('names the time: %s', (template) => {
    expect(template).toContain('{total}');
  });

  test.each(CLEAN)('fits one line when all is well: %s', (template) => {
    expect(displayWidth(fill(template, slots))).toBeLessThanOrEqual(76);
  });
});

describe('the voice', () => {
  test.each(UNKIND_WORDS)('never says “%s”', (word) => {
    const pattern = new RegExp(`\\b${word}(?:s|es|ed|ing|er|ers)?\\b`, 'i');
    const said = WORDINGS.flatMap(({ name, summary, message, fix, title }) => [
      name,
      summary,
      message(facts('x')),
      fix(facts('x')),
      title(facts('x')),
    ]);
    expect([...all, ...said].filter((text) => pattern.test(text))).toEqual([]);
  });

  test.each(all)('is whole in ASCII: %s', (template) => {
    const shown = ascii(visible(template));
    expect(shown).toMatch(/^[\x20-\x7e]+$/);
    // A question mark more would stand for a sign that ASCII lacks.
    expect(shown.split('?').length).toBe(template.split('?').length);
    expect(shown).toMatch(/[\w.?!}]$/);
  });

  test('emoji are pictures by themselves, so that every terminal gives them two columns', () => {
    for (const template of all)
      expect(template).not.toMatch(/\uFE0F|\u200D|(?!\p{Emoji_Presentation})\p{Extended_Pictographic}/u);
  });
});

describe('the choice', () => {
  const wording = wordingOf('blocking-call');

  test('is steady: the same facts, the same words', () => {
    expect(roast(wording, facts('blocking-call'), new Set())).toBe(roast(wording, facts('blocking-call'), new Set()));
  });

  test('differs with the evidence', () => {
    const told = Array.from({ length: 60 }, (_, index) =>
      roast(wording, facts('blocking-call', { worstMs: 100 + index, fn: '`f`' }), new Set()),
    );
    const templates = new Set(told.map((text) => text.replace(/\d+ ms/, '')));
    expect(templates.size).toBe(templatesFor(wording, PLACE).length);
  });

  test('tells no joke twice in one report, and then none', () => {
    const used = new Set<string>();
    const told = templatesFor(wording, PLACE).map(() => roast(wording, facts('blocking-call'), used));
    expect(new Set(told).size).toBe(templatesFor(wording, PLACE).length);
    expect(roast(wording, facts('blocking-call'), used)).toBe('');
  });

  test('the hash is FNV-1a, folded', () => {
    const plain = 0xe40c292c; // of 'a', from the published test vectors
    expect(hash('a')).toBe((plain ^ (plain >>> 15)) >>> 0);
  });

  test('nothing to pick from is no joke', () => {
    expect(pick([], 'x', new Set())).toBe('');
  });
});

describe('filling', () => {
  const nameless: Wording['roasts'] = ['{fn} at {where} slept.', 'For {ms}: {fn} at {where}.'];

  test('code without a name is called so, with a capital where a sentence begins', () => {
    const slots = slotsOf(facts('cpu-bound', { fn: 'the code', where: 'app.js:3', worstMs: 430 }));
    expect(nameless.map((template) => fill(template, slots))).toEqual([
      'The code at app.js:3 slept.',
      'For 430 ms: The code at app.js:3.',
    ]);
  });

  test('calls go by their own name, without the module', () => {
    const named = (api: string) => slotsOf(facts('blocking-call', { api })).api;
    expect(['crypto.pbkdf2Sync', 'child_process.execSync', 'JSON.parse', 'lodash'].map(named)).toEqual([
      '`pbkdf2Sync`',
      '`execSync`',
      '`JSON.parse`',
      '`lodash`',
    ]);
  });

  test('a name can’t smuggle in a slot', () => {
    expect(fill('{fn} took {ms}', { fn: '`{ms}`', ms: formatMs(5) })).toBe('`{ms}` took 5 ms');
  });
});
