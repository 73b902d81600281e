// @expect kind=native
// @min-ms 75
const samples = new Float64Array(2_000_000);
let at = 0;

function record(count) {
  let seed = 42 + at;
  for (const end = at + count; at < end; at++) samples[at] = seed = (seed * 16807) % 2147483647;
}

const percentile = (p) => {
  const sorted = samples.slice().sort(); // <- blame
  return sorted[Math.floor((sorted.length - 1) * p)];
};

for (let i = 0; i < 10; i++) {
  record(200_000);
  await new Promise((r) => setImmediate(r));
}
setTimeout(() => console.log(percentile(0.99) > 0), 80);
setTimeout(() => {}, 400);
