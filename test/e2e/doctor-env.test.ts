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

  it('says when programs cannot be watched here, and exits 2', async () => {
    const cwd = await program({});
    const { stdout, exitCode } = await loopcheck(['doctor-env'], { cwd, env: { TMPDIR: '/nowhere', LANG: 'C.UTF-8' } });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^✖ trial run/);
    expect(stdout).toContain('loopcheck cannot run here');
  });
});
