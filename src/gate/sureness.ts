import { type BudgetResult, isBinding, type Verdict } from './verdict.js';

/** A budget's result, and why more runs might have been judged otherwise, a sentence; null where that is not to be expected. */
export interface Weighed {
  readonly result: BudgetResult;
  readonly doubt: string | null;
}

/** The first doubt about a budget that decided: a broken one of a failure, any of a pass. */
export function sureness(status: Verdict['status'], weighed: readonly Weighed[]): Pick<Verdict, 'certainty' | 'doubt'> {
  if (status !== 'fail' && status !== 'pass') return {};
  const deciding = weighed.filter(({ result }) => isBinding(result) && result.status === status);
  // One breach without a doubt is enough to be sure of a failure.
  const isSure = status === 'fail' && deciding.some(({ doubt }) => doubt === null);
  const doubt = isSure ? null : (deciding.find((one) => one.doubt !== null)?.doubt ?? null);
  return doubt === null ? {} : { certainty: 'low', doubt };
}
