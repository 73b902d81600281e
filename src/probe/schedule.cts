/** CPU and run-queue time of a thread, and how often it was given a core, from Linux's /proc. */
import fs = require('node:fs');

const { openSync, readSync } = fs;

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
  const read = () => {
    try {
      const length = readSync(fd, bytes, 0, bytes.length, 0);
      const [cpu, queue, runs] = bytes.toString('latin1', 0, length).split(' ');
      return { cpuNs: Number(cpu), runQueueNs: Number(queue), runs: Number(runs ?? 0) };
    } catch {
      return null;
    }
  };
  const first = read();
  // Kernels built without it show zeros for a thread that has certainly run.
  return first === null || !(first.cpuNs > 0) ? null : read;
}

export = { scheduleReader };
