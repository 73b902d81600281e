const MS_PER_SECOND = 1000;
/** Finer seconds would be the digits of milliseconds. */
const MOST_DECIMALS = 3;

/** Decimals of a second that tell steps of `stepMs` apart: 0 for 2 s, 1 for 500 ms, 2 for 250 ms. */
function decimalsFor(stepMs: number): number {
  let decimals = 0;
  for (let unitMs = MS_PER_SECOND; decimals < MOST_DECIMALS && stepMs % unitMs !== 0; unitMs /= 10) decimals += 1;
  return decimals;
}

/** A moment of the run, ms, as the axis shows it between others that are `stepMs` apart. */
export function tickText(ms: number, stepMs: number): string {
  if (stepMs < 1) return `${ms.toFixed(1)} ms`;
  if (Math.abs(ms) < MS_PER_SECOND && stepMs < MS_PER_SECOND) return `${Math.round(ms)} ms`;
  return `${(ms / MS_PER_SECOND).toFixed(decimalsFor(stepMs))} s`;
}
