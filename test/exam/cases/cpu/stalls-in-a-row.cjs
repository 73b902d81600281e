// @expect kind=cpu blame=odd
// @min-ms 150
// @stalls 2
// @expect kind=cpu blame=even
// @min-ms 150
// @stalls 2
// The interval is shorter than its callback: one stall begins where the last one ends.
let total = 0;

function odd() {
  for (let i = 0; i < 60_000_000; i++) total = (total + i * 7) % 9973; // <- blame odd
}

function even() {
  for (let i = 0; i < 60_000_000; i++) total = (total + i * 11) % 9973; // <- blame even
}

let rounds = 0;
const timer = setInterval(() => {
  rounds += 1;
  if (rounds % 2 === 1) odd();
  else even();
  if (rounds === 4) clearInterval(timer);
}, 150);
