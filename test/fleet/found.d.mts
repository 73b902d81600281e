import type { Triage } from '../../src/triage/triage.js';
import type { FleetAnswer } from './fleet.mjs';

export function isFound(expected: FleetAnswer | null, triage: Pick<Triage, 'answers' | 'culprits'>): boolean;
