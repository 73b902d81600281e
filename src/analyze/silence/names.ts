import { TRAITS } from '../detectors/index.js';
import type { Finding } from '../diagnosis.js';

/** Whether `id` names this finding. Native code is found as `cpu-bound` and explained as `native`: both names do. */
export function isCalled({ id: own, evidence }: Finding, id: string): boolean {
  return own === id || (id === 'native' && own === 'cpu-bound' && evidence['kind'] === 'native');
}

/** Whether there is a finding of that name. */
export function isKnownId(id: string): boolean {
  return TRAITS.some((traits) => traits.id === id);
}
