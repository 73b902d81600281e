import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPS, optionsOf } from '../../fixtures/apps/apps.mjs';
import { loopcheck } from '../support/loopcheck.js';
import { scratch } from '../support/trace-lines.js';

/** What must be found in each bad twin, at the very least. */
const PITFALLS: Readonly<Record<string, readonly string[]>> = {
  'web-server': ['blocking-call'],
  'api-gateway': ['fake-async'],
  'chat-server': ['cpu-bound'],
  'batch-files': ['loop-starvation', 'unbounded-concurrency'],
  'batch-queries': ['sleep-loop', 'cpu-bound'],
  'stream-joiner': ['big-json'],
  'command-line': ['sleep-loop', 'blocking-call'],
};

/** A whole app with its visitors, on a machine that may be busy. */
const PATIENCE_MS = 120_000;
const RETRIES = 2;

async function run(app: (typeof APPS)[number], twin: 'bad' | 'good') {
  const cwd = await scratch();
  const figures = join(cwd, 'figures.json');
  const args = ['--quiet', '--format', 'json=report.json', ...optionsOf(app, twin)];
  const { exitCode, stderr } = await loopcheck(args, { cwd, env: { FIGURES: figures } });
  expect(exitCode, stderr).toBe(0);
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
  return { report: await read(join(cwd, 'report.json')), figures: await read(figures) };
}

describe.each(APPS.map((app) => [app.name, app] as const))('%s', (name, app) => {
  it('shows its pitfalls', { timeout: PATIENCE_MS, retry: RETRIES }, async () => {
    const { report, figures } = await run(app, 'bad');
    const ids = report.findings.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([...(PITFALLS[name] ?? ['no pitfalls are known'])]));
    expect(figures.count).toBeGreaterThan(0);
  });

  it('is clean when repaired', { timeout: PATIENCE_MS, retry: RETRIES }, async () => {
    const { report, figures } = await run(app, 'good');
    const alarms = report.findings.filter(({ severity }: { severity: string }) => severity !== 'info');
    expect(alarms).toEqual([]);
    expect(figures.count).toBeGreaterThan(0);
  });
});
