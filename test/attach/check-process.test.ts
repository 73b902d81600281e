import { describe, expect, it } from 'vitest';
import { type CheckSystem, checkProcess } from '../../src/attach/check-process.js';
import type { Proc } from '../../src/attach/proc.js';
import { isAttachError } from '../../src/attach/refusal.js';

const SIGUSR1 = 10;

const STATUS = {
  state: 'S',
  threadGroup: 42,
  uid: 1000,
  gid: 1000,
  catches: (signal: number) => signal === SIGUSR1,
  ignores: () => false,
};

const NODE: Proc = {
  pid: 42,
  status: () => STATUS,
  startTicks: () => '1',
  executable: () => '/usr/bin/node',
  commandLine: () => ['node', 'app.js'],
  environment: () => null,
  cwd: () => '/srv',
  listening: () => [{ address: '00000000', port: 3000, inode: 1, isOwn: true }],
  namespace: (name) => `${name}:[1]`,
  root: () => '/',
  schedule: () => null,
};

const SYSTEM: CheckSystem = {
  platform: 'linux',
  self: { pid: 7, namespace: NODE.namespace, root: NODE.root },
  probe: () => {},
};

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

function check(changed: Partial<Proc>, system: Partial<CheckSystem> = {}): unknown {
  try {
    return checkProcess({ ...NODE, ...changed }, { ...SYSTEM, ...system }).port;
  } catch (error) {
    return isAttachError(error) ? error.refusal : error;
  }
}

const listens = (port: number, isOwn: boolean, address = '0100007F') => ({
  listening: () => [{ address, port, inode: 2, isOwn }],
});

describe('checkProcess', () => {
  it('lets a Node pass, and tells where its inspector will open', () => {
    expect(check({})).toBe(9229);
    expect(check({ commandLine: () => ['node', '--inspect-port=0', 'app.js'], ...listens(9229, false) })).toBe(0);
    expect(check({ environment: (name) => (name === 'NODE_OPTIONS' ? '--inspect-port=9300' : null) })).toBe(9300);
  });

  it.each<[string, Partial<Proc>, Partial<CheckSystem>, object]>([
    ['another system', {}, { platform: 'darwin' }, { why: 'platform', platform: 'darwin' }],
    ['itself', { pid: 7 }, {}, { why: 'own', pid: 7 }],
    ['what is not there', { status: () => null }, {}, { why: 'no-process', pid: 42 }],
    ['a thread', { status: () => ({ ...STATUS, threadGroup: 41 }) }, {}, { why: 'no-process', pid: 42 }],
    ['what has ended', { status: () => ({ ...STATUS, state: 'Z' }) }, {}, { why: 'no-process', pid: 42 }],
    ['another user’s', {}, { probe: failing('EPERM') }, { why: 'other-user', pid: 42 }],
    ['what went meanwhile', {}, { probe: failing('ESRCH') }, { why: 'no-process', pid: 42 }],
    ['what may not be looked at', { executable: () => null }, {}, { why: 'hidden', pid: 42 }],
    ['another program', { executable: () => '/bin/nginx' }, {}, { why: 'not-node', pid: 42, program: '/bin/nginx' }],
    ['another pid namespace', { namespace: () => 'pid:[2]' }, {}, { why: 'container', pid: 42 }],
    ['another root', { root: () => '/jail' }, {}, { why: 'container', pid: 42 }],
    ['what is stopped', { status: () => ({ ...STATUS, state: 'T' }) }, {}, { why: 'stopped', pid: 42 }],
    [
      'what the signal would end',
      { status: () => ({ ...STATUS, catches: () => false }) },
      {},
      { why: 'deadly-signal', pid: 42 },
    ],
    [
      'what ignores the signal',
      { status: () => ({ ...STATUS, ignores: () => true }) },
      {},
      { why: 'ignored-signal', pid: 42 },
    ],
    [
      'what loopcheck launched',
      { environment: (name) => (name === 'LOOPCHECK_PROBE' ? '{}' : null) },
      {},
      { why: 'probed', pid: 42 },
    ],
    ['an inspector that is open', listens(9229, true), {}, { why: 'inspector-open', pid: 42, port: 9229 }],
    [
      '--inspect',
      { commandLine: () => ['node', '--inspect=9230', 'app.js'] },
      {},
      { why: 'inspector-open', pid: 42, port: 9230 },
    ],
    ['a port that another has', listens(9229, false), {}, { why: 'port-taken', pid: 42, port: 9229 }],
  ])('refuses %s', (_, changed, system, refusal) => {
    expect(check(changed, system)).toEqual(refusal);
  });

  it('does not mind another socket at that port of another address', () => {
    expect(check(listens(9229, false, '0200A8C0'))).toBe(9229);
  });
});
