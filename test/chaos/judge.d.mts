import type { Chaos } from './cases.mjs';
import type { ChaosRun } from './pair.mjs';

export function judge(chaos: Chaos, bare: ChaosRun, under: ChaosRun): string[];
