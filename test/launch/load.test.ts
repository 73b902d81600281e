import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startLoad, withPort } from '../../src/launch/load.js';
import { scratch } from '../support/trace-lines.js';

describe('withPort', () => {
  it.each([
    ['curl localhost:$PORT/a', 'curl localhost:80/a'],
    [`x '\${PORT}' "$PORT"`, `x '80' "80"`],
    ['$PORTAL $PORT_A $XPORT', '$PORTAL $PORT_A $XPORT'],
  ])('%s', (command, replaced) => {
    expect(withPort(command, 80)).toBe(replaced);
  });
});

describe('startLoad', () => {
  const env = { ...process.env, LOOPCHECK_PROBE: '{}', NODE_OPTIONS: '--no-warnings' };

  it('runs a command line in its folder, with PORT and without the probe', async () => {
    const cwd = await scratch();
    const load = startLoad('printenv PORT LOOPCHECK_PROBE > a; printenv NODE_OPTIONS >> a', 80, { cwd, env });
    expect(await load.ended).toEqual({ exitCode: null, signal: null, error: null });
    expect(await readFile(join(cwd, 'a'), 'utf8')).toBe('80\n--no-warnings\n');
  });

  it('tells how it ended', async () => {
    const place = { cwd: await scratch(), env };
    expect(await startLoad('exit 7', 80, place).ended).toMatchObject({ exitCode: 7, signal: null });
    expect(await startLoad('kill -SEGV $$', 80, place).ended).toMatchObject({ exitCode: null, signal: 'SIGSEGV' });
    expect(await startLoad('x', 80, { ...place, cwd: '/no/such' }).ended).toMatchObject({ error: 'ENOENT' });
  });

  it('stops it with all that it started', async () => {
    const cwd = await scratch();
    const load = startLoad('sleep 300 & echo $! > pid; wait', 80, { cwd, env });
    const pid = await vi.waitFor(async () => {
      const text = await readFile(join(cwd, 'pid'), 'utf8');
      expect(text).toMatch(/\n/);
      return Number(text);
    });
    await load.stop();
    expect((await load.ended).signal).toBe('SIGTERM');
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone Z');
    expect(state).toMatch(/ Z/);
    await load.stop();
  });
});
