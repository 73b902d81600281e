import type { SourceEvent } from './events.js';
import type { MappedEvent, MappingEvent, OriginalEvent } from './run-events.js';
import type { ProcessTrace, Trace } from './trace.js';

/** Tells a process from others of its run, also from one that had the same pid before. */
export function processKey({ header, armed }: ProcessTrace): string {
  return keyOf(header.pid, armed?.atNs ?? null);
}

/** The same from what an event says of the process. */
export function keyOf(pid: number, armedNs: number | null): string {
  return `${pid}@${armedNs ?? ''}`;
}

/**
 * Gives each process where its frames lie in their author's source, and the texts of those sources; files whose maps
 * could not be used are told in `problems`. The trace itself where there is nothing to add.
 */
export function applyMappings(trace: Trace, events: readonly MappingEvent[]): Trace {
  if (events.length === 0) return trace;
  const byProcess = new Map<string, MappedEvent[]>();
  const originals: OriginalEvent[] = [];
  const reasons = new Map(trace.problems.map((problem) => [problem.message, problem]));
  for (const event of events) {
    if (event.type === 'original') originals.push(event);
    else if (event.type === 'unmapped') reasons.set(event.reason, { file: event.file, message: event.reason });
    else {
      const key = keyOf(event.pid, event.armedNs ?? null);
      const known = byProcess.get(key);
      if (known === undefined) byProcess.set(key, [event]);
      else known.push(event);
    }
  }
  const processes = trace.processes.map((process) =>
    withMapped(process, byProcess.get(processKey(process)) ?? [], originals),
  );
  return { ...trace, processes, problems: [...reasons.values()] };
}

function withMapped(
  process: ProcessTrace,
  events: readonly MappedEvent[],
  originals: readonly OriginalEvent[],
): ProcessTrace {
  if (events.length === 0) return process;
  const urls = new Set(events.map((event) => event.url));
  const texts = new Map<string, SourceEvent>();
  for (const source of originals) {
    if (urls.has(source.url)) texts.set(`${source.startLine} ${source.url}`, { ...source, type: 'source' });
  }
  const mapped = new Map([...process.mapped, ...events.map((event) => [event.frame, event] as const)]);
  return { ...process, mapped, sources: [...texts.values(), ...process.sources] };
}
