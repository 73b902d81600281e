interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Row {
  readonly name: string;
  readonly node: string;
  readonly bare: Counts;
  readonly under: Counts;
  readonly differing: number;
  readonly known: number;
  readonly unsteady: number;
  readonly processes: number;
}

export function merge(kept: readonly Row[], run: readonly (Row & { readonly problem: string | null })[]): Row[];
export function tableOf(
  rows: readonly Row[],
  packages: readonly { readonly name: string; readonly tag: string; readonly label?: string; readonly part?: string }[],
): string;
