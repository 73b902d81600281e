function slowSum(rows) {
  let sum = 0;
  for (let pass = 0; pass < 900; pass++) {
    for (const { id } of rows) sum = (sum + (id ?? 0) * pass) % 9973; // <- blame
  }
  return sum;
}

test('sums', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(slowSum(Array.from({ length: 100_000 }, (_, id) => ({ id })))).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
});
