import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { version } = JSON.parse(read('package.json'));

interface Step {
  readonly name?: string;
  readonly run?: string;
}

const { on, permissions, jobs } = parse(read('.github/workflows/release.yml'));
const steps: readonly Step[] = jobs.publish.steps;
const at = (text: string) => steps.findIndex(({ run }) => run?.includes(text));

describe('the release workflow', () => {
  it('publishes tags alone, with provenance, after all checks', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(at('npm publish --provenance')).toBe(steps.length - 1);
    expect(at('.ci/run')).toBeGreaterThan(at('$TAG'));
    expect(read('.ci/run')).toContain('\nnpm run check:package');
  });

  it('has no right but to read and to sign', () => {
    expect([permissions, jobs.publish.permissions]).toEqual([{}, { contents: 'read', 'id-token': 'write' }]);
  });

  it('takes nothing of the event into a script but by variables', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  it.each([
    [`v${version}`, 0],
    ['v0.0.0-other', 1],
  ])('lets the tag %s pass or not: %i', (tag, status) => {
    const script = steps[at('$TAG')]?.run ?? '';
    const ended = spawnSync('bash', ['-e', '-c', script], {
      cwd: ROOT,
      env: { ...process.env, TAG: tag },
      encoding: 'utf8',
    });
    expect(ended.status, ended.stdout + ended.stderr).toBe(status);
  });
});
