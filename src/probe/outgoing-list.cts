/** Outgoing operations of one kind that are under way. */
import undo = require('./undo.cjs');

import type { OperationKind } from '../trace/observed.js' with { 'resolution-mode': 'import' };
import type { RawStack } from './messages.cjs';

/** Followed at once at most. */
const MAX_FOLLOWED = 5000;
/** What has ended is cleared away when a list has grown to this, or half as much again as was alive. */
const CLEAR_AT = 64;

/** An operation that is under way. */
interface Item {
  readonly kind: OperationKind;
  readonly subject: object;
  readonly sinceMs: number;
  readonly stack: RawStack | null;
  /** Bytes to and fro on its connection, -1 before there were any, and since when there have been no more. */
  bytes: number;
  bytesMs: number;
  /** The number under which it was told; 0 if it was not. */
  told: number;
  /** It was found to listen after it had asked. */
  listens: boolean;
  /** Part of the answer has come; `streams`: without an end that was announced. */
  readonly began: boolean;
  readonly streams: boolean;
}

interface Added {
  /** Now, where it isn't said. */
  readonly sinceMs?: number;
  readonly began?: boolean;
  readonly streams?: boolean;
}

interface List {
  readonly items: readonly Item[];
  add(subject: object, stack: RawStack | null, added?: Added): void;
  /** How many are under way; clears away those that are over. */
  live(): number;
}

/** `isOver` is asked of the subjects; `over` is told of each that is found to be. */
function makeList(
  kind: OperationKind,
  nowMs: () => number,
  isOver: (subject: never) => boolean,
  over: (item: Item) => void,
): List {
  let items: Item[] = [];
  let clearAt = CLEAR_AT;
  const hasEnded = isOver as (subject: object) => boolean;
  function clear(): void {
    items = items.filter((item) => {
      if (!hasEnded(item.subject)) return true;
      over(item);
      return false;
    });
    clearAt = Math.max(CLEAR_AT, Math.floor(items.length * 1.5));
  }
  return {
    get items() {
      return items;
    },
    add(subject, stack, { sinceMs = nowMs(), began = false, streams = false } = {}) {
      if (undo.state.isOut) return;
      if (items.length >= clearAt) clear();
      if (items.length >= MAX_FOLLOWED) return;
      const seen = { bytes: -1, bytesMs: sinceMs, told: 0, listens: false };
      items.push({ kind, subject, sinceMs, stack, ...seen, began, streams });
    },
    live() {
      clear();
      return items.length;
    },
  };
}

export = { MAX_FOLLOWED, makeList };
export type { Item, List };
