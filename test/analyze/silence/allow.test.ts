import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/analyze/diagnosis.js';
import { type AllowEntry, allow } from '../../../src/analyze/silence/allow.js';
import { readAllow } from '../../../src/analyze/silence/read-allow.js';

const TODAY = '2026-11-21';

function finding(file: string | null, more: Partial<Finding> = {}): Finding {
  return {
    id: 'blocking-call',
    severity: 'error',
    location: file === null ? null : { file, line: 3, column: 1, function: 'load' },
    count: 1,
    totalMs: 100,
    stallIds: [1],
    evidence: {},
    ...more,
  };
}

const entry = (more: Partial<AllowEntry> = {}): AllowEntry => ({
  id: 'blocking-call',
  file: 'src/boot.js',
  reason: 'runs once',
  ...more,
});

const silenced = (found: Finding, one: AllowEntry) => allow([found], [one], TODAY, '/app').silenced.length === 1;

describe('an entry of the allowlist', () => {
  const boot = finding('/app/src/boot.js');

  it('silences the finding of that id in that file', () => {
    expect(allow([boot], [entry()], TODAY, '/app')).toEqual({
      kept: [],
      silenced: [{ finding: boot, entry: entry() }],
      expired: [],
      unused: [],
    });
  });

  it.each<[string, boolean]>([
    ['src/boot.js', true],
    ['./src/boot.js', true],
    ['/app/src/boot.js', true],
    ['src/*.js', true],
    ['**/boot.js', true],
    ['src/**', true],
    ['boot.js', false],
    ['*.js', false],
    ['src/boot?js', false],
    ['src/bootxjs', false],
  ])('names the file as %s: %s', (file, fits) => {
    expect(silenced(boot, entry({ file }))).toBe(fits);
  });

  it('holds for one function where it names it', () => {
    expect(silenced(boot, entry({ function: 'load' }))).toBe(true);
    expect(silenced(boot, entry({ function: 'save' }))).toBe(false);
  });

  it('does not fit another finding, nor one without a place', () => {
    expect(silenced(finding('/app/src/boot.js', { id: 'big-json' }), entry())).toBe(false);
    expect(silenced(finding(null), entry({ file: '**' }))).toBe(false);
  });

  it('may call native code by the name of its page', () => {
    const native = finding('/app/src/boot.js', { id: 'cpu-bound', evidence: { kind: 'native' } });
    expect(silenced(native, entry({ id: 'native' }))).toBe(true);
    expect(silenced(finding('/app/src/boot.js', { id: 'cpu-bound' }), entry({ id: 'native' }))).toBe(false);
  });

  it('counts up to and with its last day', () => {
    expect(silenced(boot, entry({ expires: TODAY }))).toBe(true);
    const late = entry({ expires: '2026-11-20' });
    expect(allow([boot], [late], TODAY, '/app')).toEqual({ kept: [boot], silenced: [], expired: [late], unused: [] });
  });

  it('is unused where it fits nothing, but not where another was first', () => {
    const other = entry({ file: 'src/other.js' });
    const again = entry({ reason: 'said twice' });
    expect(allow([boot], [entry(), again, other], TODAY, '/app').unused).toEqual([other]);
  });
});

describe('reading an allowlist', () => {
  it('takes an array, or an object that has it as allow', () => {
    const whole = entry({ function: 'load', expires: '2027-01-31' });
    expect(readAllow([whole])).toEqual([whole]);
    expect(readAllow({ allow: [whole], budgets: {} })).toEqual([whole]);
  });

  it.each<[unknown, string]>([
    ['x', 'it holds no list of entries'],
    [null, 'it holds no list of entries'],
    [[entry(), 7], 'entry 2 is no object'],
    [[{ ...entry(), line: 3 }], 'entry 1 has line, which is none of id, file, function, reason, expires'],
    [[{ id: 'big-json', file: 'a.js' }], 'entry 1 needs reason, a text'],
    [[entry({ reason: ' ' })], 'entry 1 needs reason, a text'],
    [[entry({ id: 'bigjson' })], 'entry 1 names bigjson, which is no finding (loopcheck explain lists them)'],
    [[entry({ expires: '31.12.2026' })], 'entry 1 expires 31.12.2026, which is no day like 2026-12-31'],
    [[entry({ expires: '2026-02-30' })], 'entry 1 expires 2026-02-30, which is no day like 2026-12-31'],
    [[entry({ expires: '2026-13-01' })], 'entry 1 expires 2026-13-01, which is no day like 2026-12-31'],
  ])('refuses %j', (json, message) => {
    expect(() => readAllow(json)).toThrow(new TypeError(message));
  });
});
