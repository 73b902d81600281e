import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Case, judge } from './judge.mjs';
import type { Claims, Finding } from './tools/index.mjs';

/** A real program of the exam: `setTimeout` on line 9, its callback to line 12; the blamed line 6 in `sleep`, 4 to 7. */
const file = fileURLToPath(new URL('../../exam/cases/sleep-loop/date-now.js', import.meta.url));
const claims: Claims = {
  stalls: true,
  lines: true,
  kinds: ['cpu', 'sleep-loop'],
  startup: true,
  workers: true,
  short: true,
};
const stall: Case = {
  name: 'sleep-loop/date-now.js',
  ending: null,
  expects: [{ kinds: ['sleep-loop'], minMs: 200, places: [{ file, line: 6 }] }],
};
const negative: Case = { ...stall, expects: [{ none: true, kinds: [], minMs: 75, places: [] }] };
const finding = (rest: Partial<Finding>): Finding => ({
  startMs: null,
  durationMs: 200,
  file,
  line: 6,
  kinds: [],
  accuses: true,
  said: '',
  ...rest,
});

describe('the judge of the comparison', () => {
  it('takes a stall of three quarters of the stated length, or without a length, as found', () => {
    expect(judge(claims, stall, [finding({ durationMs: 150 })]).detected).toBe(true);
    expect(judge(claims, stall, [finding({ durationMs: null })]).detected).toBe(true);
    expect(judge(claims, stall, [finding({ durationMs: 149 })])).toMatchObject({
      detected: false,
      line: false,
      kind: false,
    });
  });

  it('asks for the exact line, and for the function around it', () => {
    expect(judge(claims, stall, [finding({ line: 6 })])).toMatchObject({ line: true, function: true });
    expect(judge(claims, stall, [finding({ line: 4 })])).toMatchObject({ line: false, function: true });
    expect(judge(claims, stall, [finding({ line: 9 })])).toMatchObject({ line: false, function: false });
    expect(judge(claims, stall, [finding({ file: null, line: null })])).toMatchObject({ line: false, function: false });
  });

  it('judges the longest finding, not the one that happens to be right', () => {
    const right = finding({ durationMs: 160 });
    const longer = finding({ durationMs: 300, line: 9 });
    expect(judge(claims, stall, [right, longer]).line).toBe(false);
  });

  it('judges, where no length is told, the finding that fits best', () => {
    const told = (line: number) => finding({ durationMs: null, line });
    expect(judge(claims, stall, [told(9), told(6)]).line).toBe(true);
    expect(judge(claims, stall, [told(9), told(12)]).line).toBe(false);
  });

  it('asks for causes that the tool can name, of which one must be right', () => {
    expect(judge(claims, stall, [finding({ kinds: ['cpu', 'sleep-loop'] })]).kind).toBe(true);
    expect(judge(claims, stall, [finding({ kinds: ['cpu'] })]).kind).toBe(false);
    expect(judge({ ...claims, kinds: ['gc'] }, stall, [finding({})]).kind).toBeNull();
  });

  it('asks nothing that a tool does not claim', () => {
    expect(judge({ ...claims, lines: false }, stall, [finding({})])).toMatchObject({ line: null, function: null });
    expect(judge({ ...claims, stalls: false }, stall, [finding({ durationMs: 10 })])).toMatchObject({
      detected: null,
      line: true,
    });
    expect(judge({ ...claims, short: false }, stall, []).scope).toBe(false);
    expect(judge({ ...claims, only: 'sync-call' }, stall, []).scope).toBe(false);
  });

  it('counts an alarm on a program that does not block, unless it is short or blamed on the machine', () => {
    expect(judge(claims, negative, [finding({ durationMs: 50 })]).quiet).toBe(false);
    expect(judge(claims, negative, [finding({ durationMs: null })]).quiet).toBe(false);
    expect(judge(claims, negative, [finding({ durationMs: 49 }), finding({ accuses: false })]).quiet).toBe(true);
  });

  it('asks after an abrupt end only whether something was known', () => {
    const ending = { ...stall, ending: { name: 'sigkill' } };
    expect(judge(claims, ending, [finding({ line: 9 })])).toMatchObject({ ending: true, line: null, detected: null });
    expect(judge(claims, ending, []).ending).toBe(false);
    expect(judge({ ...claims, stalls: false }, ending, [finding({ line: 9 })]).ending).toBe(false);
  });
});
