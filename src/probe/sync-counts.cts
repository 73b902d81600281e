/**
 * Counts the synchronous calls that a loop's thread has made since its program was running, from the counters that the
 * wrappers keep anyway. Runs on the monitor's thread.
 */
import type { SyncCountsEvent } from '../trace/observed.js' with { 'resolution-mode': 'import' };

const EVERY_MS = 1000;

interface SyncCounts {
  /** The start is over; the calls that were made until then, `[api, count]`. */
  begin(counts: readonly (readonly [api: number, count: number])[]): void;
  /** Tells, once a second, if there is anything new. */
  step(now: number, names: readonly string[]): void;
  /** The same, whatever the time. */
  finish(now: number, names: readonly string[]): void;
}

function makeSyncCounts(
  callCounts: Float64Array,
  threadId: number,
  write: (event: SyncCountsEvent) => unknown,
): SyncCounts {
  const before = new Float64Array(callCounts.length);
  let begun = false;
  let told = 0;
  let nextMs = 0;

  function tell(now: number, names: readonly string[]): void {
    if (!begun) return;
    const calls: [string, number][] = [];
    let all = 0;
    for (let i = 1; i < names.length; i++) {
      const count = (callCounts[i] as number) - (before[i] as number);
      const name = names[i] as string;
      if (count <= 0 || !name.endsWith('Sync')) continue;
      calls.push([name, count]);
      all += count;
    }
    if (all === told) return;
    told = all;
    write({ type: 'sync-counts', ...(threadId === 0 ? {} : { threadId }), atNs: Math.round(now * 1e6), calls });
  }

  return {
    begin(counts) {
      if (begun) return;
      begun = true;
      for (const [api, count] of counts) before[api] = count;
    },
    step(now, names) {
      if (now < nextMs) return;
      nextMs = now + EVERY_MS;
      tell(now, names);
    },
    finish: tell,
  };
}

export = { makeSyncCounts };
