// The same queue in batches with setImmediate between them.
// @clean
const queue = Array.from({ length: 900_000 }, (_, i) => i);
let sum = 0;
let at = 0;

function drain() {
  for (const end = Math.min(queue.length, at + 5_000); at < end; at++) sum += queue[at];
  if (at < queue.length) setImmediate(drain);
  else console.log(sum);
}

const beat = setInterval(() => {}, 20);
setTimeout(drain, 100);
setTimeout(() => clearInterval(beat), 500);
