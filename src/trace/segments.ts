import type { HeaderEvent, ProcessEvent } from './events.js';
import { type ProcessFold, startFold } from './fold.js';
import type { TraceProblem } from './trace.js';

/** A process of which one segment at least was read. */
interface Recorded {
  readonly fold: ProcessFold;
  readonly numbers: number[];
  readonly file: string;
  resolutionNs: number;
  /** Lines of the first segment read, as text: what a later one repeats is left out. */
  readonly said: Set<string>;
}

/** What the files of one trace have in common: processes that are spread over several. */
export class Segments {
  private readonly recorded = new Map<string, Recorded>();
  private readonly byFold = new Map<ProcessFold, Recorded>();

  /** The process that a header speaks of: a new one, or the one that an earlier segment began. */
  foldFor(header: HeaderEvent, file: string): { readonly fold: ProcessFold; readonly isNew: boolean } {
    const { segment } = header;
    if (segment === undefined || typeof segment.of !== 'string') return { fold: startFold(header), isNew: true };
    const key = `${header.pid} ${header.originNs} ${segment.of}`;
    const known = this.recorded.get(key);
    const one = known ?? { fold: startFold(header), numbers: [], file, resolutionNs: 1, said: new Set<string>() };
    one.numbers.push(segment.number);
    one.resolutionNs = Math.max(one.resolutionNs, segment.resolutionNs ?? 1);
    this.recorded.set(key, one);
    this.byFold.set(one.fold, one);
    return { fold: one.fold, isNew: known === undefined };
  }

  /** Whether an event only repeats, at the head of a segment, what an earlier one has said. */
  isRepeated(fold: ProcessFold, event: ProcessEvent): boolean {
    const one = this.byFold.get(fold);
    if (one === undefined) return false;
    if (event.type === 'stall-open') return fold.stallByNumber.has(event.stall);
    if (event.type === 'armed') return fold.trace.armed !== null;
    if (event.type !== 'eye' && event.type !== 'mark' && event.type !== 'thread' && event.type !== 'note') return false;
    const text = JSON.stringify(event);
    if (one.said.has(text)) return true;
    one.said.add(text);
    return false;
  }

  /** What is to be said of the recording as such, a sentence each. */
  problems(): TraceProblem[] {
    return [...this.recorded.values()].flatMap((one) => {
      const { pid } = one.fold.trace.header;
      const { file } = one;
      const noted = (one.fold.trace.notes ?? []).map(({ text }) => `Process ${pid} notes: ${text}`);
      const notes = [...dropped(one.numbers, pid), ...precision(one.resolutionNs, pid), ...noted];
      return [
        ...gaps(one.numbers, pid).map((message) => ({ file, message })),
        ...notes.map((message) => ({ file, message, kind: 'note' as const })),
      ];
    });
  }

  /** Whether processes armed the probe themselves. */
  get isRecorder(): boolean {
    return [...this.recorded.values()].some(({ fold }) => fold.trace.header.attachedAfterMs === undefined);
  }
}

function dropped(numbers: readonly number[], pid: number): string[] {
  const first = Math.min(...numbers);
  if (first <= 1) return [];
  const what = first === 2 ? 'The oldest segment' : `The oldest ${first - 1} segments`;
  return [`${what} of process ${pid} went to keep within its limit on disk: what came before is not in this report.`];
}

function gaps(numbers: readonly number[], pid: number): string[] {
  const missing = Math.max(...numbers) - Math.min(...numbers) + 1 - new Set(numbers).size;
  if (missing <= 0) return [];
  const what = missing === 1 ? '1 segment' : `${missing} segments`;
  return [
    `${what} of process ${pid} in the middle of its trace were not found: this report leaves out what was in them.`,
  ];
}

function precision(resolutionNs: number, pid: number): string[] {
  if (resolutionNs <= 1) return [];
  return [`Process ${pid} ran for more than 104 days: its latest times are exact to ${resolutionNs} ns, not to 1 ns.`];
}
