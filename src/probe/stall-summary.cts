/** A stall in a few words, for the program itself: what is known of it the moment it is over. */
import path = require('node:path');
import url = require('node:url');

import type { StallCloseEvent } from '../trace/stall-events.js' with { 'resolution-mode': 'import' };
import type { Look, RawFrame } from './messages.cjs';

/** A part of the stall's length that must be measured for it to be named as the cause. */
const MAIN_PART = 0.5;

/** A line of the program's own code. Line and column count from 1; `function` is '' where it has no name. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
}

/** What `onStall` is given. */
interface StallNotice {
  readonly durationMs: number;
  /** Since the recording began. */
  readonly startMs: number;
  /** 0 is the main thread. */
  readonly threadId: number;
  /** The innermost line of the program's own code that was seen for most of the stall; null where none was seen. */
  readonly location: Place | null;
  /** Measured causes alone (`sync-call`, `gc`); null where a report has to tell. */
  readonly cause: { readonly kind: 'sync-call' | 'gc'; readonly api: string | null } | null;
  /** CPU time of the thread within the stall; null where the system does not tell. */
  readonly cpuMs: number | null;
  /** Its length without the time in which the thread was ready and got no core. */
  readonly heldMs: number;
  /** Looks at the stack, by the scope that they were in (0 for none), in ms of the stall. */
  readonly scopes: readonly (readonly [scope: number, ms: number])[];
  /** All files of the program's own that were on the stack. */
  readonly files: readonly string[];
}

/** Where loopcheck itself lies: in a checkout not below `node_modules`. */
const OWN_FOLDER = path.join(__dirname, '..') + path.sep;

function isOwn([, file]: RawFrame): boolean {
  if (file === '' || file.startsWith('node:') || pathOf(file).startsWith(OWN_FOLDER)) return false;
  return !/[\\/]node_modules[\\/]/.test(file);
}

function pathOf(file: string): string {
  try {
    return file.startsWith('file:') ? url.fileURLToPath(file) : path.normalize(file);
  } catch {
    return file;
  }
}

function gain<K>(sums: Map<K, number>, key: K, ms: number): void {
  sums.set(key, (sums.get(key) ?? 0) + ms);
}

function makeSummary(threadId: number) {
  const places = new Map<string, number>();
  const scopes = new Map<number, number>();
  const files = new Set<string>();

  return {
    add({ f: frames, s: scope = 0 }: Look, ms: number): void {
      gain(scopes, scope, ms);
      // A frame that is suspended at an `await` is not on the stack.
      const own = frames.filter((frame) => isOwn(frame) && !frame[4].includes('a'));
      for (const [, file] of own) files.add(pathOf(file));
      const [innermost] = own;
      if (innermost === undefined) return;
      const [name, file, line, column] = innermost;
      gain(places, JSON.stringify({ file: pathOf(file), line, column, function: name }), ms);
    },
    tell(close: StallCloseEvent): StallNotice {
      const lengthNs = close.endNs - close.startNs;
      const [main] = [...places].sort((a, b) => b[1] - a[1]);
      const [call] = close.calls;
      const isCall = call !== undefined && call.timedNs > lengthNs * MAIN_PART;
      const isGc = close.gcNs !== null && close.gcNs > lengthNs * MAIN_PART;
      return {
        durationMs: lengthNs / 1e6,
        startMs: close.startNs / 1e6,
        threadId,
        location: main === undefined ? null : (JSON.parse(main[0]) as Place),
        cause: isCall ? { kind: 'sync-call', api: call.api } : isGc ? { kind: 'gc', api: null } : null,
        cpuMs: close.cpuNs === null ? null : close.cpuNs / 1e6,
        heldMs: (lengthNs - (close.runQueueNs ?? 0)) / 1e6,
        scopes: [...scopes],
        files: [...files],
      };
    },
  };
}

export = { makeSummary };
