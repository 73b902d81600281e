// @expect kind=cpu
// @min-ms 75
// @launch setup=build.mjs run=.generated/main.js
interface Reading {
  readonly at: number;
  readonly value: number;
}

/** The types and comments above are gone in what runs. */
type Series = readonly Reading[];

function smooth(series: Series, width: number): number {
  let total = 0; // <- blame
  for (const { at } of series) { // <- blame
    for (let k = -width; k <= width; k++) { // <- blame
      const other = series[(at + k + series.length) % series.length]; // <- blame
      total = (total + (other?.value ?? 0)) % 9973; // <- blame
    }
  }
  return total;
}

const series: Series = Array.from({ length: 20_000 }, (_, at) => ({ at, value: (at * 7) % 13 }));
setTimeout(() => console.log(smooth(series, 1000)), 150);
setTimeout(() => {}, 400);
