// A queue that is worked off by process.nextTick, and timers that wait for it.
// @finding loop-starvation severity=error
const queue = Array.from({ length: 3_000_000 }, (_, i) => i);
let sum = 0;
let at = 0;

function drain() {
  sum += queue[at++];
  if (at < queue.length) process.nextTick(drain); // <- loop-starvation
  else console.log(sum);
}

const beat = setInterval(() => {}, 20);
setTimeout(drain, 100);
setTimeout(() => clearInterval(beat), 900);
