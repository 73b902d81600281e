import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/cli/command-line.js';
import { asksDoctor } from '../../src/cli/invocation.js';

const reportOf = (...argv: string[]) => {
  const invocation = parseCommandLine(['report', ...argv]);
  if (invocation.kind !== 'report') throw new Error('no report');
  return invocation.options;
};

describe('a second opinion', () => {
  it('is asked for by --doctor, and by --doctor-html alone', () => {
    expect(asksDoctor(reportOf())).toBe(false);
    expect(asksDoctor(reportOf('--doctor'))).toBe(true);
    expect(asksDoctor(reportOf('--doctor-html', 'd.html'))).toBe(true);
  });
});
