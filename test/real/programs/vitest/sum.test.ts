import { expect, it } from 'vitest';

interface Row {
  readonly id: number;
}

/** What compilation drops. */
type Rows = readonly Row[];

function slowSum(rows: Rows): number {
  let sum = 0;
  for (let pass = 0; pass < 900; pass++) {
    for (const row of rows) sum = (sum + row.id * pass) % 9973; // <- blame
  }
  return sum;
}

it('sums', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(slowSum(Array.from({ length: 100_000 }, (_, id) => ({ id })))).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
});
