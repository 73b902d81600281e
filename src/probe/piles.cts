/** Counts what keeps this thread alive from time to time: what only ever becomes more was forgotten. */
import connections = require('./open-connections.cjs');

import type { Message } from './messages.cjs';

const { apply } = Reflect;

const TIMER = 'Timeout';
const CONNECTIONS = ['TCPSocketWrap', 'TLSWrap'];
/** Fewer timers, or connections, are told by nobody. */
const TELL_FROM = 5;
/** Told again after this part of the time that the program has run, so that a run of months stays small. */
const TELL_PART = 1 / 60;
/** A count that took so long is not made anew for a thousand times as long: Node makes a list of all handles for it. */
const REST_FACTOR = 1000;

interface Piles {
  /** About once a second. */
  sometimes(): void;
  /** The process leaves. */
  leave(): void;
}

function watchPiles(nowMs: () => number, tell: (message: Message) => void): Piles {
  const { getActiveResourcesInfo } = process as { getActiveResourcesInfo?: () => string[] };
  if (getActiveResourcesInfo === undefined) return { sometimes() {}, leave() {} };
  const startMs = nowMs();
  let restsUntilMs = 0;
  let toldMs = startMs;
  let toldTimers = 0;
  let toldOutgoing = 0;

  const isNews = (count: number, told: number) => count !== told && (count >= TELL_FROM || told > 0);

  function count(now: number): void {
    const counts = new Map<string, number>();
    for (const type of apply(getActiveResourcesInfo as () => string[], process, []) as string[]) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    const timers = counts.get(TIMER) ?? 0;
    const connected = CONNECTIONS.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
    const { outgoing, incoming } = connected < TELL_FROM ? { outgoing: 0, incoming: 0 } : connections.countOpen();
    restsUntilMs = now + (nowMs() - now) * REST_FACTOR;
    if (!isNews(timers, toldTimers) && !isNews(outgoing, toldOutgoing)) return;
    toldTimers = timers;
    toldOutgoing = outgoing;
    toldMs = now;
    const resources = [...counts].filter(([type]) => type !== 'Immediate');
    const atNs = Math.round(now * 1e6);
    tell({ m: 'seen', event: { type: 'resources', atNs, resources, outgoing, incoming } });
  }

  return {
    sometimes() {
      const now = nowMs();
      if (now >= restsUntilMs && now - toldMs >= (now - startMs) * TELL_PART) count(now);
    },
    leave() {
      if (toldTimers > 0 || toldOutgoing > 0) count(nowMs());
    },
  };
}

export = { watchPiles };
