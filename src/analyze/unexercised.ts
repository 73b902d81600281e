import { fileOf } from '../trace/frame-place.js';
import type { ProcessTrace } from '../trace/trace.js';
import type { Finding } from './diagnosis.js';
import type { SourceBook } from './source/source-book.js';
import { type SyncCall, syncCallsIn } from './source/sync-calls.js';

/** Calls named for one file; the rest is counted. */
const MOST_NAMED = 5;

/** Every line of a file that was seen on a stack, as ran or in its author's source: what stands there ran. */
function linesSeen(processes: readonly ProcessTrace[], file: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { frames, mapped } of processes) {
    for (const { url, line } of [...frames.values(), ...mapped.values()]) if (fileOf(url) === file) lines.add(line);
  }
  return lines;
}

/** How often each synchronous call was made with the program running, in all threads and processes. */
function countsOf(processes: readonly ProcessTrace[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { observed } of processes) {
    // A later line of a thread holds what the ones before it did.
    const latest = new Map(
      observed.flatMap((event) => (event.type === 'sync-counts' ? [[event.threadId ?? 0, event.calls] as const] : [])),
    );
    for (const [api, count] of [...latest.values()].flat()) counts.set(api, (counts.get(api) ?? 0) + count);
  }
  return counts;
}

/**
 * Whether a call may have run all the same, in a moment too short for any look: its function was seen at work, or such a
 * call was counted that is not of the one that blocked.
 */
function mayHaveRun(
  call: SyncCall,
  seen: ReadonlySet<number>,
  apis: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): boolean {
  const [first, last] = call.lines;
  const isCounted = (counts.get(call.api) ?? 0) > 0;
  const isAtWork = [...seen].some((line) => line >= first && line <= last);
  return isAtWork ? isCounted || counts.size === 0 : isCounted && !apis.has(call.api);
}

function callsIn(books: readonly SourceBook[], file: string): readonly SyncCall[] {
  for (const book of books) {
    const text = book.texts.find((one) => one.file === file && one.whole);
    const source = text === undefined ? null : book.treeAt(file, text.startLine);
    if (source !== null) return syncCallsIn(source.tree);
  }
  return [];
}

function findingIn(file: string, calls: readonly SyncCall[]): Finding[] {
  const [first] = calls;
  if (first === undefined) return [];
  const named = calls.slice(0, MOST_NAMED).map(({ api, at }) => `${api} (line ${at.line})`);
  const left = calls.length - named.length;
  return [
    {
      id: 'blocking-call',
      severity: 'info',
      location: { file, ...first.at, function: first.function },
      count: 0,
      totalMs: 0,
      stallIds: [],
      evidence: {
        kind: 'not-exercised',
        api: first.api,
        calls: [...named, ...(left > 0 ? [`${left} more`] : [])].join(', '),
        callCount: calls.length,
      },
    },
  ];
}

/**
 * Static help where it has proved itself: a file of which one synchronous call did block may hold more of them in its
 * functions, which this run did not come to. One finding a file, of count 0; nothing for files that the trace does not
 * hold whole, and nothing where no call was flagged.
 */
export function unexercised(
  found: readonly Finding[],
  books: readonly SourceBook[],
  processes: readonly ProcessTrace[],
): readonly Finding[] {
  const flagged = found.filter(({ id, severity }) => id === 'blocking-call' && severity !== 'info');
  const files = new Set(flagged.flatMap(({ location }) => (location === null ? [] : [location.file])));
  const apis = new Set(flagged.map(({ evidence }) => String(evidence['api'])));
  const counts = countsOf(processes);
  return [...files].flatMap((file) => {
    const seen = linesSeen(processes, file);
    const left = callsIn(books, file).filter(
      (call) => !seen.has(call.at.line) && !mayHaveRun(call, seen, apis, counts),
    );
    return findingIn(file, left);
  });
}
