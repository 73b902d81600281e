import { applyMappings } from '../trace/apply-mappings.js';
import { placeOf } from '../trace/frame-place.js';
import type { MappedEvent, MappingEvent } from '../trace/run-events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { mapFrame } from './map-frame.js';
import { runOf } from './run-of.js';
import { openScriptMap, type ScriptMap, type ScriptRun } from './script-maps.js';
import { openShelf, type Shelf } from './shelf.js';
import { wantedFrames } from './wanted-frames.js';

/** Packages run as they were published; few ship what their maps lead to. */
const IN_PACKAGE = /[\\/]node_modules[\\/]/;

/** A trace with what was found, and the events that say so, for whoever keeps the trace. */
export interface MappedTrace {
  readonly trace: Trace;
  readonly added: readonly MappingEvent[];
}

/**
 * Finds where the frames of stalls and timed calls lie in their author's source. What the trace tells already stays as it
 * is: the files may have changed since. Reads maps and sources from the disk; never throws because of what is in them.
 */
export function mapTrace(trace: Trace): MappedTrace {
  const shelves = new Map<string, Shelf>();
  const scripts = new Map<string, ScriptMap>();
  const settled = new Set(trace.problems.map((problem) => problem.file));
  const added: MappingEvent[] = [];
  for (const process of trace.processes) {
    const run = runOf(trace, process);
    const shelf = shelves.get(run.cwd) ?? openShelf(run);
    shelves.set(run.cwd, shelf);
    for (const id of wantedFrames(process)) {
      const event = mapOne(process, id, run, scripts, shelf, settled);
      if (event !== null) added.push(event);
    }
  }
  for (const shelf of shelves.values()) added.push(...shelf.events());
  return { trace: applyMappings(trace, added), added };
}

function mapOne(
  process: ProcessTrace,
  id: number,
  run: ScriptRun,
  scripts: Map<string, ScriptMap>,
  shelf: Shelf,
  settled: Set<string>,
): MappingEvent | null {
  const frame = process.frames.get(id);
  if (frame === undefined || process.mapped.has(id)) return null;
  const place = placeOf(frame);
  if (place.line < 1 || place.column < 1 || place.file.startsWith('node:') || IN_PACKAGE.test(place.file)) return null;
  if (settled.has(place.file)) return null;
  const script = scriptOf(process, frame.url, place.file, run, scripts);
  if (script === null) return null;
  if (script.loaded === null) return refuse(place.file, script.reason, settled);
  const found = mapFrame(script, frame, place, (file, content) => shelf.linesOf(file, content, script.base));
  if (found === null) return refuse(place.file, 'it does not fit the source that it names', settled);
  // Of packages only places are told, or each bundle's trace would hold half of node_modules.
  if (found.role === undefined && !IN_PACKAGE.test(found.url)) shelf.want(found.url, found.line);
  const event: MappedEvent = {
    type: 'mapped',
    pid: process.header.pid,
    armedNs: process.armed?.atNs ?? null,
    frame: id,
    ...found,
  };
  return event;
}

/** Of a cluster's many processes all run the same file: it is opened once. Code in memory may differ between them. */
function scriptOf(
  process: ProcessTrace,
  url: string,
  file: string,
  run: ScriptRun,
  scripts: Map<string, ScriptMap>,
): ScriptMap {
  const recorded = process.sourceMaps.get(url);
  const key = recorded === undefined ? file : `${file}\0${recorded.map}`;
  const known = scripts.get(key);
  if (known !== undefined) return known;
  const script = openScriptMap(file, recorded, run);
  scripts.set(key, script);
  return script;
}

function refuse(file: string, reason: string, settled: Set<string>): MappingEvent {
  settled.add(file);
  return {
    type: 'unmapped',
    file,
    reason: `The source map of ${file} cannot be used (${reason}): its lines are shown as they ran.`,
  };
}
