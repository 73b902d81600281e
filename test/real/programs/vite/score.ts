/** Marks of one player. */
export type Marks = readonly number[];

export function score(all: readonly Marks[]): number {
  let best: number = 0;
  for (const marks of all) {
    for (let k = 0; k < 20_000; k++) best = (best + (marks[k % 4] ?? 0) * k) % 9973; // <- blame
  }
  return best;
}
