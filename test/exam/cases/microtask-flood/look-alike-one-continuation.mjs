// @expect kind=cpu
// @min-ms 75
async function fetchRows() {
  await new Promise((r) => setTimeout(r, 100));
  return Uint32Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001);
}

async function inversions() {
  const rows = await fetchRows();
  await null;
  let count = 0;
  for (let pass = 0; pass < 40; pass++) { // <- blame
    for (let i = 0; i < rows.length; i++) { // <- blame
      for (let j = i + 1; j < rows.length; j++) if (rows[i] > rows[j]) count++; // <- blame
    }
  }
  await null;
  return count;
}

console.log(await inversions());
await new Promise((r) => setTimeout(r, 100));
