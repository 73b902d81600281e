import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeStepSummary } from '../../src/cli/step-summary.js';
import { formats } from '../../src/report/formats.js';
import { brokenBudget, OPTIONS } from '../report/ci-sample.js';
import { fakeHost } from '../support/fake-host.js';
import { scratch } from '../support/trace-lines.js';

const MIB = 1 << 20;

async function summary(before: string, requested: readonly string[] = ['github']) {
  const path = join(await scratch(), 'summary.md');
  await writeFile(path, before);
  const host = fakeHost([], { env: { GITHUB_STEP_SUMMARY: path } });
  writeStepSummary(brokenBudget(), requested, formats, host, OPTIONS);
  return { text: await readFile(path, 'utf8'), err: host.err() };
}

describe('the step summary', () => {
  it('is the Markdown report, after what the step has written already', async () => {
    const whole = formats['markdown']?.render(brokenBudget(), OPTIONS);
    expect(await summary('# Mine\n')).toEqual({ text: `# Mine\n${whole}`, err: '' });
  });

  it('is written with the format github alone', async () => {
    expect((await summary('x', ['terminal', 'json'])).text).toBe('x');
  });

  it('stays within what GitHub takes, with a sentence about the cut', async () => {
    const { text } = await summary('x'.repeat(MIB - 300));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MIB);
    expect(text).toMatch(/The report was cut here to fit[^\n]*\n$/);
    expect((await summary('x'.repeat(MIB))).text).toHaveLength(MIB);
  });

  it('that cannot be written is told, and fails nothing', async () => {
    const host = fakeHost([], { env: { GITHUB_STEP_SUMMARY: join(await scratch(), 'no/such.md') } });
    writeStepSummary(brokenBudget(), ['github'], formats, host, OPTIONS);
    expect(host.err()).toMatch(/^loopcheck: The step summary could not be written to .*such\.md \(ENOENT\)\.\n$/);
  });
});
