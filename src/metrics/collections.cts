/** Long garbage collections, counted by their length. */
import type { GcEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { CollectionFigures } from './figures.cjs';

/** Shorter ones are in the trace only while the loop stands still, so they are counted nowhere. */
const LONG_COLLECTION_MS = 10;
/** OpenTelemetry's own advice for `v8js.gc.duration`, in seconds: what its histogram is told by, too. */
const BOUNDS_S = [0.01, 0.1, 1, 10];

type Counted = { -readonly [Name in keyof CollectionFigures]: CollectionFigures[Name] } & { buckets: number[] };

function empty(kind: string): Counted {
  const buckets = new Array<number>(BOUNDS_S.length + 1).fill(0);
  return { kind, count: 0, totalMs: 0, minMs: Number.POSITIVE_INFINITY, maxMs: 0, buckets };
}

/** A counter of collections; what Node tells no kind of is left out. */
function countCollections() {
  const kinds = new Map<string, Counted>();
  return {
    take({ kind, durationNs }: Pick<GcEvent, 'kind' | 'durationNs'>): void {
      const ms = durationNs / 1e6;
      if (ms < LONG_COLLECTION_MS || kind === 'unknown') return;
      const counted = kinds.get(kind) ?? empty(kind);
      kinds.set(kind, counted);
      const bound = BOUNDS_S.findIndex((seconds) => ms <= seconds * 1000);
      const bucket = bound === -1 ? BOUNDS_S.length : bound;
      counted.buckets[bucket] = (counted.buckets[bucket] as number) + 1;
      counted.count += 1;
      counted.totalMs += ms;
      counted.minMs = Math.min(counted.minMs, ms);
      counted.maxMs = Math.max(counted.maxMs, ms);
    },
    list: (): readonly CollectionFigures[] => [...kinds.values()].map((one) => ({ ...one, buckets: [...one.buckets] })),
  };
}

export = { countCollections, BOUNDS_S };
