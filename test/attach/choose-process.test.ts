import { describe, expect, it } from 'vitest';
import { chooseProcess, type Wanted } from '../../src/attach/choose-process.js';
import { isAttachError } from '../../src/attach/refusal.js';

function one(pid: number, line: string, ports: readonly number[] = [], executable = '/usr/bin/node') {
  return {
    pid,
    executable: () => executable,
    commandLine: () => line.split(' '),
    listening: () => ports.map((port) => ({ address: '00000000', port, inode: port, isOwn: true })),
  };
}

const PROCESSES = [
  one(10, 'node /srv/api/server.js', [3000]),
  one(11, 'node worker.mjs --queue mail'),
  one(12, 'node /srv/web/server.js', [3001, 3002]),
  one(13, 'python server.js', [], '/usr/bin/python3'),
  { ...one(14, ''), commandLine: () => ['billing: idle'] },
  { ...one(15, 'node shared.js'), listening: () => [{ address: '0', port: 3000, inode: 1, isOwn: false }] },
];

function choose(wanted: Wanted): unknown {
  try {
    return chooseProcess(wanted, () => PROCESSES);
  } catch (error) {
    return isAttachError(error) ? error.refusal : error;
  }
}

describe('chooseProcess', () => {
  it('takes a pid as it is: whether it is there is seen later', () => {
    expect(choose({ by: 'pid', pid: 99 })).toBe(99);
  });

  it('finds the one that listens itself, not one whose network it shares', () => {
    expect(choose({ by: 'port', port: 3000 })).toBe(10);
    expect(choose({ by: 'port', port: 3002 })).toBe(12);
    expect(choose({ by: 'port', port: 80 })).toEqual({ why: 'none-on-port', port: 80 });
  });

  it.each([
    ['worker.mjs', 11],
    ['worker', 11],
    ['/srv/web/server.js', 12],
    ['billing: idle', 14],
  ])('finds a Node by its script or title: %s', (name, pid) => {
    expect(choose({ by: 'name', name })).toBe(pid);
  });

  it('lists those that may be meant, other programs left out', () => {
    expect(choose({ by: 'name', name: 'server.js' })).toEqual({
      why: 'many',
      wanted: 'server.js',
      candidates: [
        { pid: 10, title: 'node /srv/api/server.js' },
        { pid: 12, title: 'node /srv/web/server.js' },
      ],
    });
    expect(choose({ by: 'name', name: 'mail' })).toEqual({ why: 'none-named', name: 'mail' });
  });
});
