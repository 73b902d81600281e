/** The places that operations were started at, with what is known of each. */
import type { OperationKind, OperationsEvent } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { RawStack } from './messages.cjs';

/** Places that are told apart; more are not followed. */
const MAX_PLACES = 500;
/** Places told in one go: what carries a worker's words holds no more. */
const TOLD_AT_ONCE = 20;

interface Place {
  readonly kind: OperationKind;
  readonly api: string;
  readonly stack: RawStack;
  looks: number;
  operations: number;
  firstMs: number;
  lastMs: number;
  peak: number;
  peakMs: number;
  /** Operations of the present crowd that are this place's. */
  crowd: number;
  run: Run | null;
  best: Run | null;
}

interface Run {
  operations: number;
  looks: number;
  readonly fromMs: number;
  toMs: number;
  readonly fromIdleMs: number;
  toIdleMs: number;
}

interface Places {
  /** The place of a stack; null where too many are known. */
  at(kind: OperationKind, api: string, at: RawStack, nowMs: number): Place | null;
  /** So many more operations of a place had no other beside them. */
  extendRun(place: Place, count: number, nowMs: number): void;
  /** One of a place's had company. */
  endRun(place: Place): void;
  /** It is to be told of. */
  change(place: Place): void;
  /** Tells of the places that something has happened at, a few at a time. */
  flush(tell: (event: OperationsEvent, stack: RawStack) => void, atNs: number): void;
}

const ns = (ms: number) => Math.round(ms * 1e6);

/** What the trace is told of a place. */
function record(place: Place, atNs: number): OperationsEvent {
  const run = (place.run?.operations ?? 0) > (place.best?.operations ?? 0) ? place.run : place.best;
  return {
    type: 'operations',
    atNs,
    kind: place.kind,
    api: place.api,
    stack: 0,
    looks: place.looks,
    operations: place.operations,
    firstNs: ns(place.firstMs),
    lastNs: ns(place.lastMs),
    peak: place.peak,
    peakNs: ns(place.peakMs),
    run:
      run === null
        ? null
        : {
            operations: run.operations,
            looks: run.looks,
            fromNs: ns(run.fromMs),
            toNs: ns(run.toMs),
            idleNs: ns(run.toIdleMs - run.fromIdleMs),
          },
  };
}

/** `idleMs`: the time that the loop has waited so far. */
function makePlaces(idleMs: () => number): Places {
  const places = new Map<string, Place>();
  const changed = new Set<Place>();
  return {
    at(kind, api, at, now) {
      const key = `${kind} ${api} ${at.join('|')}`;
      let place = places.get(key);
      if (place === undefined) {
        if (places.size >= MAX_PLACES) return null;
        place = {
          kind,
          api,
          stack: at,
          looks: 0,
          operations: 0,
          firstMs: now,
          lastMs: now,
          peak: 0,
          peakMs: now,
          crowd: 0,
          run: null,
          best: null,
        };
        places.set(key, place);
      }
      return place;
    },
    endRun(place) {
      if (place.run !== null && place.run.operations > (place.best?.operations ?? 0)) place.best = place.run;
      place.run = null;
    },
    extendRun(place, count, now) {
      const atIdleMs = idleMs();
      if (place.run === null) {
        place.run = { operations: 1, looks: 1, fromMs: now, toMs: now, fromIdleMs: atIdleMs, toIdleMs: atIdleMs };
        return;
      }
      place.run.operations += count;
      place.run.looks += 1;
      place.run.toMs = now;
      place.run.toIdleMs = atIdleMs;
    },
    change(place) {
      changed.add(place);
    },
    flush(tell, atNs) {
      let left = TOLD_AT_ONCE;
      for (const place of changed) {
        if (left-- === 0) return;
        tell(record(place, atNs), place.stack);
        changed.delete(place);
      }
    },
  };
}

export = { makePlaces };
export type { Place };
