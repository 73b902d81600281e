/** CPU and run-queue time of a thread, and how often it was given a core, from Linux's /proc. */
import fs = require('node:fs');

const { openSync, readSync } = fs;

const ZERO = 0x30;

interface Schedule {
  readonly cpuNs: number;
  readonly runQueueNs: number;
  /** 0 where the system does not count them. */
  readonly runs: number;
}

/** A function that reads both for a thread of this process; null where the system has no such file. */
function scheduleReader(tid: number): (() => Schedule | null) | null {
  let fd: number;
  try {
    fd = openSync(`/proc/self/task/${tid}/schedstat`, 'r');
  } catch {
    return null;
  }
  const bytes = Buffer.alloc(96);
  let at = 0;
  /** The next number, from its digits: the file is read fifty times a second, and no text is made of it. */
  function number(end: number): number {
    let value = 0;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    at += 1;
    return value;
  }
  const read = () => {
    try {
      const length = readSync(fd, bytes, 0, bytes.length, 0);
      at = 0;
      const cpuNs = number(length);
      const runQueueNs = number(length);
      return { cpuNs, runQueueNs, runs: number(length) };
    } catch {
      return null;
    }
  };
  const first = read();
  // Kernels built without it show zeros for a thread that has certainly run.
  return first === null || !(first.cpuNs > 0) ? null : read;
}

export = { scheduleReader };
