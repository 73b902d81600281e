import type { CallTotal } from '../trace/stall-events.js';
import type { Frame } from './frames.js';
import type { Call, Look } from './looks.js';

/**
 * Looks at a call's own line count for the call only if it took this share of the time in which calls were timed: else
 * they are the loop's, which V8 likes to look up in where a call is entered.
 */
const SITE_SHARE = 0.25;

/** Node's hand-over of bytes to a pipe or terminal, which waits for the reader. */
const STREAM_WRITE = /(?:^|\.)(?:writevGeneric|writeGeneric|afterWriteDispatched|handleWriteReq)$/;
const PRINTING = /^(?:console\.|process\.std)/;

function siteOf(frame: Frame): string {
  return `${frame.file}:${frame.line}:${frame.column}`;
}

/** The places from which timed calls were seen, each with its api. */
function knownSites(looks: readonly Look[], calls: readonly Call[]): Map<string, string> {
  const sites = new Map<string, string>();
  for (const { api, frames } of [...looks, ...calls]) {
    const user = frames.find((frame) => frame.owner === 'app' && !frame.isAsync);
    if (api !== null && user !== undefined) sites.set(siteOf(user), api);
  }
  return sites;
}

/**
 * Gives looks that fell just before or after the clock of a timed call to that call: those that stand on its very
 * position with nothing called from there, and those in which Node was writing out what had been printed.
 */
export function withCallSites(
  looks: readonly Look[],
  calls: readonly Call[],
  totals: readonly CallTotal[],
  timedSpanNs: number,
): readonly Look[] {
  const large = new Set(totals.filter((one) => one.timedNs >= SITE_SHARE * timedSpanNs).map((one) => one.api));
  const sites = knownSites(looks, calls);
  const printing = totals.find((one) => large.has(one.api) && PRINTING.test(one.api))?.api;
  return looks.map((look) => {
    const [leaf] = look.frames;
    if (look.api !== null || leaf === undefined) return look;
    const api = leaf.owner === 'app' ? sites.get(siteOf(leaf)) : undefined;
    if (api !== undefined && large.has(api)) return { ...look, api };
    const writes = printing !== undefined && look.frames.some((frame) => STREAM_WRITE.test(frame.name));
    return writes ? { ...look, api: printing } : look;
  });
}
