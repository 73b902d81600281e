// @expect kind=sleep-loop
// @min-ms 180
import { performance } from 'node:perf_hooks';

export function settle(ms) {
  const until = performance.now() + ms;
  let turns = 0;
  do { // <- blame
    turns++; // <- blame
  } while (performance.now() < until); // <- blame
  return turns;
}

setTimeout(() => console.log(settle(180) > 0), 100);
setTimeout(() => {}, 350);
