export interface PlotPoint {
  readonly x: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}
export function plot(what: {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly { readonly name: string; readonly points: readonly PlotPoint[] }[];
}): string;
