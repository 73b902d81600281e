// @expect kind=json api=structuredClone
// @min-ms 75
const state = { cells: [] };

async function grow() {
  for (let y = 0; y < 260; y++) {
    state.cells.push(Array.from({ length: 800 }, (_, x) => ({ x, y, alive: (x * y) % 3 === 0 })));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function snapshot() {
  return structuredClone(state); // <- blame
}

grow().then(() => {
  setTimeout(() => {
    console.log(snapshot().cells.length);
    setTimeout(() => {}, 60);
  }, 60);
});
