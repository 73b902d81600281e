/** Preloaded: at each of the work's marks the CPU time of every thread is noted, and all of it written at the end. Linux. */
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');

const marks = [];
const TASKS = '/proc/self/task';

function mark() {
  const times = {};
  for (const tid of readdirSync(TASKS)) {
    times[tid] = Number(readFileSync(`${TASKS}/${tid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
  }
  marks.push(times);
}

globalThis.benchMark = mark;
process.on('exit', () => writeFileSync(process.env.BENCH_MARKS, JSON.stringify({ pid: process.pid, marks })));
