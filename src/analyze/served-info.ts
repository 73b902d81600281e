import type { Trace } from '../trace/trace.js';
import type { ServedInfo } from './diagnosis.js';

/** What the servers of all processes did. */
export function servedInfo({ processes }: Trace): ServedInfo {
  const places = processes.flatMap(({ marks }) =>
    marks.filter(({ name }) => name === 'listen').map(({ detail = '' }) => detail),
  );
  const counts = processes.flatMap(({ health }) => health.flatMap(({ requests }) => requests ?? []));
  return {
    listened: [...new Set(places)],
    requests: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
  };
}
