// The same work in one go (bad) or in twenty pieces with the loop turning between them (good).
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2e8);
const PIECES = process.env.BENCH_TWIN === 'good' ? 20 : 1;

function work(rounds) {
  let sum = 0;
  for (let i = 0; i < rounds; i++) sum += Math.sqrt(i);
  return sum;
}

let left = PIECES;
let sum = 0;
function piece() {
  sum += work(ROUNDS / PIECES);
  if (--left > 0) setImmediate(piece);
  else if (Number.isNaN(sum)) throw new Error('nothing was computed');
}

module.exports = { work };
// Compiled and warm, so that a round costs the same each time.
if (require.main === module) {
  for (let i = 0; i < 50; i++) work(1000);
  setTimeout(piece, 150);
}
