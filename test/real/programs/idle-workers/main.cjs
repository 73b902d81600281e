// 64 idle workers. Prints what each kind of thread used of a core, in percent, over some seconds.
const { readdirSync, readFileSync } = require('node:fs');
const { Worker } = require('node:worker_threads');

const COUNT = 64;
const SECONDS = 5;
const idle = `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage(Number(require('node:fs').readlinkSync('/proc/thread-self').split('/').at(-1)));
  parentPort.on('message', () => {});
`;

const cpuNs = () =>
  new Map(
    readdirSync('/proc/self/task').map((tid) => {
      const [ns] = readFileSync(`/proc/self/task/${tid}/schedstat`, 'utf8').split(' ');
      return [Number(tid), Number(ns)];
    }),
  );
const workers = Array.from({ length: COUNT }, () => new Worker(idle, { eval: true }));
Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)))).then((tids) => {
  setTimeout(() => {
    const before = cpuNs();
    setTimeout(() => {
      const used = new Map([...cpuNs()].map(([tid, ns]) => [tid, (ns - (before.get(tid) ?? 0)) / SECONDS / 1e7]));
      const others = [...used].filter(([tid]) => tid !== process.pid && !tids.includes(tid));
      const sum = (entries) => entries.reduce((all, [, percent]) => all + percent, 0);
      console.log(
        JSON.stringify({
          // Beside the main thread and the workers only the monitor has anything to do.
          monitor: Math.max(0, ...others.map(([, percent]) => percent)),
          main: used.get(process.pid),
          workers: sum([...used].filter(([tid]) => tids.includes(tid))),
        }),
      );
      for (const worker of workers) worker.terminate();
    }, SECONDS * 1000);
  }, 2000);
});
