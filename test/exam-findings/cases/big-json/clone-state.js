// The whole state is cloned before each change.
// @finding big-json severity=error
const state = { rows: Array.from({ length: 160_000 }, (_, i) => ({ id: i, cells: [i, i + 1], name: `row ${i}` })) };

function withChange(before) {
  const after = structuredClone(before); // <- big-json
  after.rows[0].name = 'changed';
  return after;
}

const beat = setInterval(() => {}, 20);
setTimeout(() => console.log(withChange(state).rows.length), 150);
setTimeout(() => clearInterval(beat), 1500);
