// @expect kind=sleep-loop
// @min-ms 210
let attempts = 0;

async function flaky() {
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (++attempts < 3) throw new Error('try again');
  return 'finally';
}

async function withRetry(job, delay) {
  for (;;) {
    try {
      return await job();
    } catch {
      // back off a little
      const resume = Date.now() + delay;
      while (Date.now() < resume) { // <- blame
        /* spin */
      }
      delay *= 2;
    }
  }
}

setTimeout(async () => console.log(await withRetry(flaky, 105)), 100);
setTimeout(() => {}, 700);
