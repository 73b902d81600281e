// @expect kind=microtask-flood api=process.nextTick
// @min-ms 75
import { nextTick } from 'node:process';

class Pump {
  constructor(jobs) {
    this.jobs = jobs;
    this.done = 0;
  }

  start() {
    nextTick(() => this.step()); // <- blame
  }

  step() {
    const job = this.jobs[this.done % this.jobs.length]; // <- blame
    job(this.done); // <- blame
    if (++this.done < 1800000) this.start(); // <- blame
  }
}

const sums = [0, 0];
setTimeout(() => new Pump([(n) => (sums[0] += n), (n) => (sums[1] -= n)]).start(), 120); // <- blame
setTimeout(() => console.log(sums), 600);
