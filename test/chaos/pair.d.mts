import type { Chaos } from './cases.mjs';

export interface ChaosRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | string;
  readonly wallMs: number;
  readonly report: unknown;
}
export function runOnce(
  chaos: Chaos,
  how: { readonly node: string; readonly under: boolean; readonly folder: string },
): Promise<ChaosRun>;
