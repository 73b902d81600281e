import type { SeriesOutcome } from '../../gate/series.js';
import type { Json } from '../json-text.js';

/** Several runs as such, as in docs/report.schema.json. */
export function seriesJson({ runs, wanted, aggregate, shown, failures, figures }: SeriesOutcome): Json {
  return {
    runs,
    wanted,
    aggregate,
    shown,
    failures: failures.map(({ run, reason }) => ({ run, reason })),
    figures: figures.map(({ name, min, median, max }) => ({ name, min, median, max })),
  };
}
