// A session for every request that is never let go, by the hundred thousand.
// @finding gc-pressure severity=error|warning
const sessions = [];
const sample = [{ user: 1 }, { cart: [] }, 0, 1];

function open(count) {
  for (let i = 0; i < count; i++) sessions.push(sample.slice());
}

const beat = setInterval(() => {}, 20);
setTimeout(() => {
  open(1_800_000);
  console.log(sessions.length);
}, 120);
setTimeout(() => clearInterval(beat), 600);
