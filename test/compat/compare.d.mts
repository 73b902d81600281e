export type Status = 'pass' | 'fail' | 'skip';
export type Outcomes = ReadonlyMap<string, Status>;
export interface Difference {
  readonly name: string;
  readonly bare: readonly (Status | 'missing')[];
  readonly under: readonly (Status | 'missing')[];
}
export function count(outcomes: Outcomes): { passed: number; failed: number; skipped: number };
export function compare(
  bareRuns: readonly Outcomes[],
  underRuns: readonly Outcomes[],
): { differing: Difference[]; unsteady: Difference[] };
