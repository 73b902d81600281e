import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { probeEnvironment, requireOption } from '../../src/launch/environment.js';
import { fileWith } from '../support/trace-lines.js';

describe('probeEnvironment', () => {
  it('puts the preload before the options of the user', () => {
    const env = probeEnvironment({ NODE_OPTIONS: '--no-warnings', A: 'b' }, '/x/preload.cjs', '{}');
    expect(env).toEqual({ A: 'b', NODE_OPTIONS: '--require "/x/preload.cjs" --no-warnings', LOOPCHECK_PROBE: '{}' });
  });

  it('takes empty options for none', () => {
    expect(probeEnvironment({ NODE_OPTIONS: ' ' }, '/x/p.cjs', '{}').NODE_OPTIONS).toBe('--require "/x/p.cjs"');
  });

  it('leaves the given environment as it is', () => {
    const env = { A: 'b' };
    probeEnvironment(env, '/x/p.cjs', '{}');
    expect(env).toEqual({ A: 'b' });
  });
});

describe('requireOption', () => {
  it('uses forward slashes on Windows', () => {
    expect(requireOption('C:\\a b\\p.cjs', 'win32')).toBe('--require "C:/a b/p.cjs"');
  });

  it.each(['with space.cjs', 'with"quote.cjs', 'with\\backslash.cjs'])('reaches a preload named %s', async (name) => {
    const preload = await fileWith('console.log("preloaded")', name);
    const env = { ...process.env, NODE_OPTIONS: requireOption(preload) };
    expect(spawnSync(process.execPath, ['-e', '0'], { env, encoding: 'utf8' }).stdout).toBe('preloaded\n');
  });
});
