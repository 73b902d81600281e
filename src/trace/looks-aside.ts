import type { ProcessFold, UnreadLooks } from './fold.js';
import { readSampleHead } from './line-head.js';
import { parseLine } from './parse-line.js';
import { SEAL_BYTES } from './seal.js';

/**
 * Puts the looks at stalls aside unparsed while a file is read, for most of them are let go with their stall. Only sealed
 * lines are, of which it is certain that they say what was written. Until a buffer is used again they stay in it.
 */
export class LooksAside {
  private readonly inBuffer: { readonly fold: ProcessFold; readonly stall: number; readonly looks: UnreadLooks }[] = [];
  private last: { readonly fold: ProcessFold; readonly stall: number; readonly looks: UnreadLooks } | null = null;

  /** False for a line that is no look, or that belongs to no stall. */
  take(fold: ProcessFold, bytes: Buffer, start: number, end: number): boolean {
    const head = readSampleHead(bytes, start, end);
    if (head === null) return false;
    const [stall = 0, atNs = 0] = head;
    const looks = this.looksAt(fold, stall);
    if (looks === null) return false;
    if (looks.start === looks.end) {
      this.inBuffer.push({ fold, stall, looks });
      looks.start = start;
    } else if (looks.end + 1 !== start) {
      looks.texts.push(bytes.toString('utf8', looks.start, looks.end));
      looks.start = start;
    }
    looks.end = end;
    looks.bytes += end - start;
    fold.firstSeenNs = Math.min(fold.firstSeenNs, atNs);
    fold.trace.lastSeenNs = Math.max(fold.trace.lastSeenNs, atNs);
    return true;
  }

  /** The buffer is about to be used again: what is still wanted of it is copied. */
  leaveBuffer(bytes: Buffer): void {
    for (const { fold, stall, looks } of this.inBuffer) {
      if (fold.unread.get(stall) === looks) looks.texts.push(bytes.toString('utf8', looks.start, looks.end));
      looks.start = 0;
      looks.end = 0;
    }
    this.inBuffer.length = 0;
    this.last = null;
  }

  /** Looks come in rows of one stall. */
  private looksAt(fold: ProcessFold, stall: number): UnreadLooks | null {
    const { last } = this;
    if (last !== null && last.stall === stall && last.fold === fold) return last.looks;
    if (!fold.stallByNumber.has(stall)) return null;
    const looks = fold.unread.get(stall) ?? { texts: [], bytes: 0, start: 0, end: 0 };
    fold.unread.set(stall, looks);
    this.last = { fold, stall, looks };
    return looks;
  }
}

/** Parses the looks at a stall that were put aside, in their order. Gives how many lines were none. */
export function readLooks(fold: ProcessFold, number: number): number {
  const stall = fold.stallByNumber.get(number);
  const looks = fold.unread.get(number);
  if (stall === undefined || looks === undefined) return 0;
  fold.unread.delete(number);
  let bad = 0;
  for (const text of looks.texts) {
    for (const line of text.split('\n')) {
      const parsed = parseLine(`${line.slice(0, -SEAL_BYTES)}}`);
      if (parsed.kind === 'event' && parsed.event.type === 'sample') stall.samples.push(parsed.event);
      else bad += 1;
    }
  }
  return bad;
}
