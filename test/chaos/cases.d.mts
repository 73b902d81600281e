/** See cases.mjs. */
export interface Chaos {
  readonly name: string;
  readonly cannot?: () => string | null;
}
export const CASES: readonly Chaos[];
