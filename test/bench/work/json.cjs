// Documents of three sizes, parsed and printed again; the loop turns after each batch.
const TURNS = Number(process.env.BENCH_SIZE ?? 4800);

const row = (i) => ({ id: i, name: `user ${i}`, tags: ['a', 'b', 'c'], active: i % 2 === 0, score: i * 1.5 });
const small = JSON.stringify(row(1));
const middle = JSON.stringify(Array.from({ length: 30 }, (_, i) => row(i)));
const large = JSON.stringify(Array.from({ length: 2000 }, (_, i) => row(i)));

let turns = 0;
let sum = 0;

function turn() {
  for (let i = 0; i < 300; i++) sum += JSON.stringify(JSON.parse(small)).length;
  for (let i = 0; i < 30; i++) sum += JSON.stringify(JSON.parse(middle)).length;
  sum += JSON.stringify(JSON.parse(large)).length;
  if (++turns < TURNS) setImmediate(turn);
  else if (sum === 0) throw new Error('nothing was printed');
}

turn();
