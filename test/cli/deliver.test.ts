import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/cli/deliver.js';
import type { Output } from '../../src/cli/outputs.js';
import type { RenderOptions } from '../../src/report/renderer.js';
import { fakeHost } from '../support/fake-host.js';
import { scratch } from '../support/trace-lines.js';

const file = (format: string, path: string): Output => ({ format, destination: { to: 'file', path } });
const report = { headline: 'All is well.' };

describe('deliver', () => {
  it('writes the other reports when one cannot be written, and complains about that one', async () => {
    const cwd = await scratch();
    const host = fakeHost([], { cwd: () => cwd });
    const formats = { a: { render: () => 'a' }, b: { render: () => 'b' } };
    expect(() => deliver(report, [file('a', 'no/a'), file('b', 'b')], formats, host, 'usual')).toThrow(
      'The report could not be written to no/a (ENOENT).',
    );
    expect(await readFile(join(cwd, 'b'), 'utf8')).toBe('b\n');
    expect(host.err()).toBe('loopcheck: All is well.\nloopcheck: wrote the b report to b\n');
  });

  it('tells the formats the repository that the working folder is in, and its own version and pages', async () => {
    const root = await scratch();
    await mkdir(join(root, '.git'));
    await mkdir(join(root, 'app'));
    const seen: RenderOptions[] = [];
    const render = (_report: unknown, options: RenderOptions) => {
      seen.push(options);
      return '';
    };
    deliver(report, [file('a', 'a')], { a: { render } }, fakeHost([], { cwd: () => join(root, 'app') }), 'quiet');
    expect(seen[0]).toMatchObject({ root, cwd: join(root, 'app') });
    expect(seen[0]?.about?.version()).toMatch(/^\d+\.\d+\.\d+/);
    expect(seen[0]?.about?.page('blocking-call')).toMatch(/^# Blocking call\n/);
    expect(seen[0]?.about?.page('no-such-finding')).toBeNull();
  });
});
