import { applyMappings, keyOf, processKey } from './apply-mappings.js';
import type { LaterEvent, MappingEvent, PackageEvent } from './run-events.js';
import type { Trace } from './trace.js';

/** Adds what was found out after the run to the trace. The trace itself where there is nothing to add. */
export function applyLater(trace: Trace, events: readonly LaterEvent[]): Trace {
  if (events.length === 0) return trace;
  const mappings: MappingEvent[] = [];
  const packages = new Map<string, PackageEvent>(trace.packages);
  const survivors = new Set<string>();
  for (const event of events) {
    if (event.type === 'survivor') survivors.add(keyOf(event.pid, event.armedNs ?? null));
    else if (event.type === 'package') packages.set(event.folder, event);
    else mappings.push(event);
  }
  const mapped = { ...applyMappings(trace, mappings), packages };
  if (survivors.size === 0) return mapped;
  const processes = mapped.processes.map((process) =>
    survivors.has(processKey(process)) ? { ...process, survived: true } : process,
  );
  return { ...mapped, processes };
}
