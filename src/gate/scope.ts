import type { Scope } from './budget.js';

/** A scope in words: `startup, GET /users/*`; '' for the whole run. Patterns are the user's own. */
export function tellScope({ phase, process, worker, route, file, severity, finding }: Scope): string {
  return [
    phase,
    process === undefined ? undefined : `process ${process}`,
    worker === undefined ? undefined : `worker ${worker}`,
    route,
    file,
    severity,
    finding,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
