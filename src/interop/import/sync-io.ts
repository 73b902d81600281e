import type { ProcessEvent } from '../../trace/events.js';
import { type Capture, importedHeader } from './capture.js';
import { fileTexts } from './file-texts.js';
import { LENGTH_UNKNOWN, MOMENT_MS, momentEvents, noFigures, placeOfLine } from './snapshot.js';
import { type Place, StackBook } from './stack-book.js';

const WARNING = /^\(node:(\d+)\) WARNING: Detected use of sync API/;

/** Two moments lie so far from each other that none runs into the next. */
const APART_NS = 10_000_000;

/** Whether a text has warnings of `node --trace-sync-io`. */
export function isSyncIo(text: string): boolean {
  return /^\(node:\d+\) WARNING: Detected use of sync API/m.test(text);
}

/** The call of Node's that the user's line made. */
function apiOf(places: readonly Place[]): string | null {
  const own = places.findIndex(({ url }) => !url.startsWith('node:'));
  const called = places[own - 1];
  const module = /^node:(?:internal\/)?(\w+)/.exec(called?.url ?? '')?.[1];
  const name = called?.name.split('.').at(-1) ?? '';
  return module === undefined || !name.endsWith('Sync') ? null : `${module}.${name}`;
}

/** Makes a trace of the warnings of `--trace-sync-io`: each is a moment, in the order of the text. */
export function importSyncIo(text: string, file: string): Capture {
  const warnings = new Map<number, Place[][]>();
  let current: Place[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const pid = WARNING.exec(line)?.[1];
    if (pid !== undefined) {
      current = [];
      const list = warnings.get(Number(pid)) ?? [];
      list.push(current);
      warnings.set(Number(pid), list);
      continue;
    }
    const place = placeOfLine(line);
    if (place === null) current = null;
    else current?.push(place);
  }
  const processes = [...warnings].map(([pid, stacks]): Capture['processes'][number] => {
    const book = new StackBook();
    const events = onePerCall(stacks).flatMap((places, index): ProcessEvent[] =>
      momentEvents({ stall: index + 1, atNs: index * APART_NS, api: apiOf(places) }, places, book),
    );
    const unknown = [
      `Imported from the output of --trace-sync-io: ${LENGTH_UNKNOWN}`,
      'Imported from the output of --trace-sync-io: when the calls were made is not in it, calls in a row from one line are told as one, and nothing but synchronous input and output is seen.',
    ];
    const from = { format: 'trace-sync-io', coversLoop: false, unknown };
    return [
      importedHeader({ pid, thresholdMs: MOMENT_MS }, from, file),
      { type: 'mark', name: 'running', atNs: 0 },
      ...book.events,
      ...events,
      noFigures(events.length * APART_NS),
      ...fileTexts(stacks.flat()),
    ];
  });
  return { processes, problems: [] };
}

/** One call makes several system calls, each with a warning: those in a row from the same line are told as one. */
function onePerCall(stacks: readonly (readonly Place[])[]): (readonly Place[])[] {
  const caller = (places: readonly Place[]) =>
    JSON.stringify(
      places.slice(
        Math.max(
          0,
          places.findIndex(({ url }) => !url.startsWith('node:')),
        ),
      ),
    );
  return stacks.filter((places, index) => {
    const before = stacks[index - 1];
    return places.length > 0 && (before === undefined || caller(before) !== caller(places));
  });
}
