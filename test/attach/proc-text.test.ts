import { describe, expect, it } from 'vitest';
import {
  parseCommandLine,
  parseListening,
  parseSchedule,
  parseStartTicks,
  parseStatus,
  socketInode,
} from '../../src/attach/proc-text.js';

const STATUS = `Name:	node
Umask:	0022
State:	S (sleeping)
Tgid:	4242
Ngid:	0
Pid:	4242
Uid:	1000	1001	1000	1000
Gid:	100	101	100	100
SigBlk:	0000000000000000
SigIgn:	0000000000001000
SigCgt:	0000000108014602
`;

const SIGUSR1 = 10;

describe('/proc/<pid>/status', () => {
  it('tells the state, the process, its effective ids and what it does with signals', () => {
    const status = parseStatus(STATUS);
    expect(status).toMatchObject({ state: 'S', threadGroup: 4242, uid: 1001, gid: 101 });
    // 0x4602 has the bits of SIGINT, SIGUSR1, SIGSEGV and SIGTERM.
    expect([1, 2, 9, SIGUSR1, 11, 15].map((signal) => status?.catches(signal))).toEqual([
      false,
      true,
      false,
      true,
      true,
      true,
    ]);
    expect([SIGUSR1, 13].map((signal) => status?.ignores(signal))).toEqual([false, true]);
  });

  it('reads bits above the thirty-second', () => {
    expect(parseStatus(STATUS.replace('0000000108014602', '8000000000000000'))?.catches(64)).toBe(true);
  });

  it.each(['State', 'Tgid', 'Uid', 'SigCgt'])('is nothing without %s', (field) => {
    expect(parseStatus(STATUS.replace(`${field}:`, 'Other:'))).toBeNull();
  });
});

describe('/proc/net/tcp', () => {
  it('gives the sockets that are listened on, of both families', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:8B1C 0100007F:240D 01 00000000:00000000 00:00000000 00000000  1000        0 77002 1 0000000000000000 20 4 30 10 -1
`;
    expect(parseListening(text)).toEqual([{ address: '0100007F', port: 9229, inode: 77001 }]);
    const six =
      '   0: 00000000000000000000000000000000:0BB8 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 77003 1 0 100 0 0 10 0';
    expect(parseListening(six)).toEqual([{ address: '0'.repeat(32), port: 3000, inode: 77003 }]);
    expect(parseListening('')).toEqual([]);
  });

  it('is tied to a process by the inode of its sockets', () => {
    expect(socketInode('socket:[77001]')).toBe(77001);
    expect(socketInode('/dev/null')).toBeNull();
    expect(socketInode('pipe:[77001]')).toBeNull();
  });
});

describe('the rest of /proc', () => {
  it('splits a command line at its zeros, and takes a title for one word', () => {
    expect(parseCommandLine('node\0--inspect-port=0\0my app.js\0')).toEqual(['node', '--inspect-port=0', 'my app.js']);
    expect(parseCommandLine('my title\0\0\0\0')).toEqual(['my title']);
  });

  it('finds the start time behind a name with brackets and spaces', () => {
    const fields = Array.from({ length: 30 }, (_, index) => String(index + 4));
    expect(parseStartTicks(`4242 (my (odd) name) S ${fields.join(' ')}`)).toBe('22');
  });

  it('reads the scheduler’s account', () => {
    expect(parseSchedule('1200000 340000 12\n')).toEqual({ cpuNs: 1_200_000, runQueueNs: 340_000 });
    expect(parseSchedule('')).toBeNull();
  });
});
