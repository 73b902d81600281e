import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

describe('loopcheck doctor-env', () => {
  it('runs a program on this machine, and leaves nothing behind', async () => {
    const cwd = await program({ 'app.js': '' });
    const { stdout, stderr, exitCode } = await loopcheck(['doctor-env', '--format', 'json'], { cwd });
    const { canRun, remarks } = JSON.parse(stdout);
    expect({ canRun, stderr, exitCode }).toEqual({ canRun: true, stderr: '', exitCode: 0 });
    expect(remarks).toContainEqual(expect.objectContaining({ id: 'trial', value: 'armed' }));
    expect(remarks).toContainEqual(expect.objectContaining({ id: 'node', value: process.version }));
    expect(await readdir(cwd)).toEqual(['app.js']);
  });

  it('looks at the place that the configuration names for traces', async () => {
    const cwd = await program({ '.loopcheckrc.json': '{ "trace": "/srv/no-such-traces" }' });
    const { stdout } = await loopcheck(['doctor-env', '--format', 'json'], { cwd });
    const { remarks } = JSON.parse(stdout);
    expect(remarks).toContainEqual(expect.objectContaining({ id: 'configuration', value: '.loopcheckrc.json' }));
    expect(remarks).toContainEqual(expect.objectContaining({ id: 'trace-folder', what: '/srv/no-such-traces' }));
  });

  it('says which configuration keeps a run from being made, and exits 2', async () => {
    const cwd = await program({ '.loopcheckrc.json': '{ "threshold": "soon" }' });
    const { stdout, exitCode } = await loopcheck(['doctor-env', '--format', 'json'], { cwd });
    expect(exitCode).toBe(2);
    const { remarks } = JSON.parse(stdout);
    const { value, meaning } = remarks.find(({ id }: { id: string }) => id === 'configuration');
    expect(value).toBe('.loopcheckrc.json cannot be read');
    expect(meaning).toContain('"soon"');
  });

  it('says when programs cannot be watched here, and exits 2', async () => {
    const cwd = await program({});
    const { stdout, exitCode } = await loopcheck(['doctor-env'], { cwd, env: { TMPDIR: '/nowhere', LANG: 'C.UTF-8' } });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^✖ trial run/);
    expect(stdout).toContain('loopcheck cannot run here');
  });
});
