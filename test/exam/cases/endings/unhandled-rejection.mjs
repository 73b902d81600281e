// @expect kind=sleep-loop
// @min-ms 150
// @ending uncaught code=1
async function connect() {
  await new Promise((r) => setTimeout(r, 100));
  const giveUp = performance.now() + 150;
  while (performance.now() < giveUp) {} // <- blame
  throw new Error('ECONNREFUSED, sort of');
}

connect();
