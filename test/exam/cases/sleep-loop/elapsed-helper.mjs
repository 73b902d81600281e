// @expect kind=sleep-loop
// @min-ms 160
const stopwatch = () => {
  const t0 = process.hrtime.bigint();
  return { elapsedMs: () => Number(process.hrtime.bigint() - t0) / 1e6 }; // <- blame
};

class Debouncer {
  wait = 160;
  async flush(items) {
    await Promise.resolve();
    const watch = stopwatch();
    while (watch.elapsedMs() < this.wait) { // <- blame
      // nothing to do yet
    }
    return items.length;
  }
}

await new Promise((r) => setTimeout(r, 100));
console.log(await new Debouncer().flush([1, 2, 3]));
await new Promise((r) => setTimeout(r, 100));
