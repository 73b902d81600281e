/** What deep mode tells the monitor. Stacks are numbers that the sender gives out; their frames come along once. */
import type { RawStack } from '../messages.cjs';

/** Calls that left their promise behind, by the function called and the place of the call. */
export interface Place {
  readonly key: number;
  /** A stack that ends here; 0 in `callee` places, which know the function alone. */
  readonly stack: number;
  readonly via: 'call' | 'end';
  /** Calls followed. */
  made: number;
  /** Of these, the ones that nobody has taken up; `running`: whose caller has not returned yet. */
  open: number;
  running: number;
  /** Of the open ones, how many have not settled. */
  unsettled: number;
  /** Of the open ones, how many were rejected with nobody to hear of it. */
  rejected: number;
  changed: boolean;
}

/** An await that was suspended when the loop ran dry. */
export interface SuspendedAwait {
  /** Counts from 1 in this message's run. */
  readonly id: number;
  readonly stack: number;
  /** Where the call was made that it belongs to; 0 where unknown. */
  readonly owner: number;
  /** Where the promise was made that it waits for; 0 where unknown. */
  readonly on: number;
  /** The await that the function is suspended at whose promise this one waits for; 0 for none. */
  readonly behind: number;
  /** How often this place's awaits have gone on before. */
  readonly resumed: number;
  readonly atMs: number;
}

export type DeepMessage =
  /** The frames of a stack, before it is used. */
  | { readonly m: 'deep'; readonly what: 'stack'; readonly id: number; readonly stack: RawStack }
  | {
      readonly m: 'deep';
      readonly what: 'floating';
      readonly atMs: number;
      readonly stack: number;
      readonly via: 'call' | 'end';
      readonly made: number;
      readonly count: number;
      readonly unsettled: number;
      readonly rejected: number;
      readonly gaps: boolean;
    }
  /** A rejection that nobody handled: where its promise was made. */
  | { readonly m: 'deep'; readonly what: 'rejected'; readonly atMs: number; readonly stack: number }
  | ({ readonly m: 'deep'; readonly what: 'suspended' } & SuspendedAwait)
  | {
      readonly m: 'deep';
      readonly what: 'tasks';
      readonly fromMs: number;
      readonly toMs: number;
      readonly promiseJobs: number;
      readonly ticks: number;
      readonly immediates: number;
      /** CPU time of the thread in between; null where the system can't tell. */
      readonly cpuNs: number | null;
      readonly placesMs: number;
      readonly followedJobs: number;
      /** The place most of them come from, and its share (0-1) of those whose place was taken; 0 for none. */
      readonly stack: number;
      readonly share: number;
    }
  /** What keeps the thread alive, by the stacks that made it. */
  | {
      readonly m: 'deep';
      readonly what: 'held';
      readonly atMs: number;
      readonly rows: readonly (readonly [type: string, stack: number, count: number])[];
    }
  /** Places of calls, each made within the callback of the one before; the outermost first. */
  | { readonly m: 'deep'; readonly what: 'chain'; readonly stacks: readonly number[]; readonly atMs: number }
  | {
      readonly m: 'deep';
      readonly what: 'followed';
      readonly atMs: number;
      readonly promises: number;
      readonly placed: number;
      readonly sampled: boolean;
    };
