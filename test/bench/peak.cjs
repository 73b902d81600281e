/** Preloaded into a measured process: writes down what it took when it ends. `maxRSS` is of all its threads, in KB. */
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const cpuMs = (userCPUTime + systemCPUTime) / 1000;
    require('node:fs').writeFileSync(process.env.LOOPCHECK_BENCH_PEAK, JSON.stringify({ peakKb: maxRSS, cpuMs }));
  });
}
