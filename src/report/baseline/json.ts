import type { BaselineChange, BaselineOutcome } from '../../gate/baseline/outcome.js';
import type { Json } from '../json-text.js';

function side(figures: BaselineChange['before']): Json {
  if (figures === null) return null;
  const { count, totalMs, worstMs, worstOwnMs } = figures;
  return { count, totalMs, worstMs, worstOwnMs };
}

function change({ fingerprint, status, location, cause, before, after }: BaselineChange): Json {
  return {
    fingerprint,
    status,
    location:
      location === null
        ? null
        : { file: location.file, line: location.line, column: location.column, function: location.function },
    cause: { kind: cause.kind, api: cause.api },
    before: side(before),
    after: side(after),
  };
}

/** What a run says against its baseline, as in docs/report.schema.json. */
export function baselineJson(outcome: BaselineOutcome): Json {
  const { file, status, reason } = outcome;
  return {
    file,
    status,
    reason,
    new: outcome.new.map(change),
    worse: outcome.worse.map(change),
    known: outcome.known.map(change),
    unclear: outcome.unclear.map(change),
    gone: outcome.gone.map(change),
  };
}
