// @expect kind=microtask-flood api=process.nextTick
// @min-ms 75
import { nextTick } from 'node:process';

const jobs = Array.from({ length: 1_200_000 }, (_, i) => i);
let sum = 0;
function drain() {
  const job = jobs.pop(); // <- blame
  if (job === undefined) return;
  sum += job; // <- blame
  nextTick(drain); // <- blame
}
setTimeout(drain, 100);
setTimeout(() => console.log(sum), 150);
