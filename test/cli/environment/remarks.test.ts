import { describe, expect, it } from 'vitest';
import { comfortRemarks } from '../../../src/cli/environment/comfort-remarks.js';
import type { Machine } from '../../../src/cli/environment/machine.js';
import { nodeRemarks } from '../../../src/cli/environment/node-remarks.js';
import type { Remark } from '../../../src/cli/environment/remark.js';
import { canRun, environmentJson, environmentText } from '../../../src/cli/environment/render.js';
import { systemRemarks } from '../../../src/cli/environment/system-remarks.js';
import { machine } from './machine.js';

function remarks(change: Partial<Machine> = {}): Remark[] {
  const made = machine(change);
  return [...nodeRemarks(made), ...systemRemarks(made), ...comfortRemarks(made)];
}

const hindering = (change: Partial<Machine>) =>
  remarks(change)
    .filter(({ effect }) => effect === 'hinders' || effect === 'stops')
    .map(({ id, value, effect }) => [id, value, effect]);

describe('the remarks on a machine', () => {
  it('are none that hinders where nothing is missing', () => {
    expect(hindering({})).toEqual([]);
  });

  it.each<[string, Partial<Machine>, [string, string | null, string]]>([
    ['a trial that could not be run', { trial: 'no probe.' }, ['trial', 'failed', 'stops']],
    ['a probe that saw nothing', { trial: { armed: false, blind: [] } }, ['trial', 'not armed', 'stops']],
    ['a shut eye', { trial: { armed: true, blind: ['Not seen: x.'] } }, ['trial', 'armed, in part', 'hinders']],
    ['an old Node', { nodeVersion: 'v18.20.0' }, ['node', 'v18.20.0', 'stops']],
    ['no inspector', { hasInspector: false }, ['inspector', 'missing', 'hinders']],
    [
      'a forbidden worker',
      { permissions: { worker: false, inspector: true, child: true, fsWrite: true } },
      ['permission', 'on, without --allow-worker', 'hinders'],
    ],
    ['an option in the way', { nodeOptions: ['--inspect-brk=0'] }, ['node-options', '--inspect-brk=0', 'hinders']],
    ['no schedstat', { hasSchedstat: false }, ['schedstat', 'missing', 'hinders']],
    ['another system', { hasSchedstat: false, platform: 'darwin' }, ['schedstat', 'none on darwin', 'hinders']],
    ['one core', { cores: 1 }, ['cores', '1, load 0.5', 'hinders']],
    ['a busy machine', { load: 4.1 }, ['cores', '4, load 4.1', 'hinders']],
    [
      'a tight limit',
      { cpuLimit: { cores: 0.5, throttled: 12 } },
      ['cpu-limit', '0.5 cores, stopped 12 times so far', 'hinders'],
    ],
    ['late timers', { timerLateMs: 5.1 }, ['timers', '5.1 ms late', 'hinders']],
    ['a folder that is read-only', { traceError: 'EROFS' }, ['trace-folder', 'not writable (EROFS)', 'hinders']],
    [
      'a configuration that no run can take',
      { configuration: { file: '.loopcheckrc', complaint: '.loopcheckrc: no.', traceHome: '.loopcheck' } },
      ['configuration', '.loopcheckrc cannot be read', 'stops'],
    ],
    ['a full disk', { freeBytes: 99 * 2 ** 20 }, ['disk', '99 MB', 'hinders']],
  ])('tell of %s', (_what, change, expected) => {
    expect(hindering(change)).toEqual([expected]);
  });

  it('are not alarmed by what is at its limit, nor by what is unknown', () => {
    expect(hindering({ cores: 2, load: 2, timerLateMs: 5, freeBytes: 100 * 2 ** 20 })).toEqual([]);
    expect(hindering({ load: null, freeBytes: null, cpuLimit: { cores: 2, throttled: null } })).toEqual([]);
    expect(remarks({ freeBytes: null })).toContainEqual(expect.objectContaining({ id: 'disk', value: null }));
  });
});

describe('loopcheck doctor-env as text', () => {
  const plain = { columns: 80, color: false, unicode: true, links: false };

  it('gives each remark its line, and sums them up', () => {
    const text = environmentText(remarks({ cores: 1 }), plain);
    expect(text).toContain('✔ trial run         armed');
    expect(text).toContain('▲ cores             1, load 0.5');
    expect(text).toMatch(/\n\nloopcheck can run here; one thing gets in its way: see ▲ above\.\n$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows what comes from outside without its control characters, and ASCII where that is all there is', () => {
    const text = environmentText(remarks({ nodeOptions: ['--title=\x1b[31m'], trial: 'no.' }), {
      ...plain,
      unicode: false,
    });
    expect(text).toContain('--title=\\x1b[31m');
    expect(text).toMatch(/^x trial run/);
    expect(text).toMatch(/loopcheck cannot run here: see x above\.\n$/);
  });
});

describe('loopcheck doctor-env as JSON', () => {
  it('holds the remarks and whether a run is possible', () => {
    const good = JSON.parse(environmentJson(remarks()));
    expect(good).toMatchObject({ format: 'loopcheck-environment', version: 1, canRun: true });
    expect(good.remarks).toHaveLength(remarks().length);
    expect(canRun(remarks({ trial: 'no.' }))).toBe(false);
  });
});
