enum Kind {
  Plain = 1,
  Fancy,
}

interface Row {
  readonly id: number;
}

function slowSum(rows: readonly Row[]): number {
  let sum: number = Kind.Fancy;
  for (let pass = 0; pass < 900; pass++) {
    for (const row of rows) sum = (sum + row.id * pass) % 9973; // <- blame
  }
  return sum;
}

setTimeout(() => console.log(slowSum(Array.from({ length: 100_000 }, (_, id) => ({ id })))), 200);
setTimeout(() => {}, 900);
