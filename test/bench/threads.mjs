import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time of a process's threads so far, in ms: `{ mainMs, othersMs }`, by the scheduler's own count, which is exact to the
 * nanosecond where `time` and getrusage count ticks on some kernels. Threads that have ended are not in it. Linux alone.
 */
export function threadTimes(pid) {
  let [mainMs, othersMs] = [0, 0];
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    const ms = Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    if (Number(tid) === pid) mainMs += ms;
    else othersMs += ms;
  }
  return { mainMs, othersMs };
}

/** Memory of a process that is in RAM, in MB. */
export function residentMb(pid) {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
