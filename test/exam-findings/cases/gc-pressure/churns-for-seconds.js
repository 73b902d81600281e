// Round after round a large list is copied and kept for a moment: no round is long, the collector never rests.
// @finding gc-pressure severity=error|warning
const kept = [];
const endMs = Date.now() + 3000;

function round() {
  for (let i = 0; i < 14_000; i++) kept.push({ id: i, text: `row ${i}`, cells: [i, i, i, i, i, i, i, i] });
  if (kept.length > 900_000) kept.splice(0, 500_000);
  if (Date.now() < endMs) setImmediate(round);
  else console.log(kept.length);
}

setTimeout(round, 100);
