import type { EyeName } from '../trace/events.js';
import type { Trace } from '../trace/trace.js';
import { isBrokenOff } from './broken-off.js';
import type { ProbeInfo } from './diagnosis.js';
import { roundMs } from './round.js';
import { seenShare } from './seen.js';
import { NS_PER_MS } from './thresholds.js';
import { clockShiftNs } from './times.js';

/** What is not known without an eye. */
const LOST_WITH: Readonly<Record<EyeName, string>> = {
  sampler: 'the stacks of a blocked loop',
  monitor: 'everything that happens while the loop is blocked',
  'run-queue': 'whether the machine or the code was at fault',
  gc: 'time in garbage collection',
  'iteration-delay': 'the delay of single iterations',
  calls: 'the exact time of synchronous calls',
  promises: 'promises and callbacks from there on',
};

/** An eye of which older Node has none, so that its want is no news; no figure of a report rests on it. */
const DETAIL: ReadonlySet<EyeName> = new Set(['iteration-delay']);

function shutTo(trace: Trace, isWanted: (eye: EyeName) => boolean): string[] {
  const sentences = trace.processes.flatMap(({ shutEyes }) =>
    shutEyes
      .filter(({ eye }) => isWanted(eye))
      .map(({ eye, reason }) => `Not seen: ${LOST_WITH[eye] ?? eye} (${reason.replace(/\.$/, '')}).`),
  );
  return [...new Set(sentences)];
}

/** Threads with more promises than could all be followed. */
function sampledDeep(trace: Trace): string[] {
  const told = trace.processes.flatMap(({ deep }) => deep.flatMap((one) => (one.type === 'followed' ? [one] : [])));
  const sampled = told.filter((one) => one.sampled);
  if (sampled.length === 0) return [];
  const placed = sampled.reduce((sum, one) => sum + one.placed, 0);
  return [`The promises were too many to follow each: the places of ${placed} were taken, which stand for the rest.`];
}

/** What is not known of a process that was running when loopcheck came. */
function attachedBlindness({ processes }: Trace): string[] {
  return processes.flatMap(({ header }) => {
    const { attachedAfterMs } = header;
    if (attachedAfterMs === undefined) return [];
    return [
      `Attached ${lifetime(attachedAfterMs)} after its start: what came before is not known, nor are timers from before.`,
      'Not seen: its worker threads and children (a process that is attached to is watched by itself).',
    ];
  });
}

const MS_PER_S = 1000;
const S_PER_MIN = 60;
const MIN_PER_H = 60;

/** `45 s`, `12 min`, `30 h`. */
function lifetime(ms: number): string {
  const seconds = ms / MS_PER_S;
  if (seconds < 2 * S_PER_MIN) return `${Math.round(seconds)} s`;
  const minutes = seconds / S_PER_MIN;
  return minutes < 2 * MIN_PER_H ? `${Math.round(minutes)} min` : `${Math.round(minutes / MIN_PER_H)} h`;
}

function blindness(trace: Trace): string[] {
  const sentences = trace.processes.flatMap((process) => [
    ...process.lost.map((lost) => `${lost.events} events were lost: ${lost.reason.replace(/\.$/, '')}.`),
  ]);
  return [
    ...importedBlindness(trace),
    ...attachedBlindness(trace),
    ...shutTo(trace, () => true),
    ...new Set(sentences),
    ...brokenOff(trace),
    ...sampledDeep(trace),
  ];
}

function brokenOff(trace: Trace): string[] {
  return trace.processes
    .filter((process) => isBrokenOff(trace, process))
    .map((process) => {
      const goneNs = (trace.run?.exited?.atNs ?? 0) - clockShiftNs(trace, process);
      const seconds = (Math.max(0, goneNs - process.lastSeenNs) / NS_PER_MS / 1000).toFixed(1);
      return `The record breaks off ${seconds} s before the target's end: its monitor was ended, or the trace could not be written any more.`;
    });
}

function importedBlindness(trace: Trace): string[] {
  return [...new Set(trace.processes.flatMap(({ header }) => header.importedFrom?.unknown ?? []))];
}

/** The probe proved that it saw; or another tool's capture covers the loop, and so says as much. */
function sawLoop({ armed, header }: Trace['processes'][number]): boolean {
  return armed !== null || header.importedFrom?.coversLoop === true;
}

/** How well the probe could see, and what it cost. */
export function probeInfo(trace: Trace): ProbeInfo {
  const told = trace.processes.filter((process) => process.end !== null || process.armed !== null);
  const ownNs = trace.processes.reduce(
    (sum, process) => sum + (process.end?.probeNs ?? 0) + (process.armed?.setupNs ?? 0),
    0,
  );
  const lost = trace.processes.reduce(
    (sum, process) => sum + (process.end?.droppedEvents ?? process.lost.reduce((all, one) => all + one.events, 0)),
    0,
  );
  const samples = trace.processes
    .flatMap((process) => process.stalls)
    .reduce((sum, stall) => sum + (stall.close?.droppedSamples ?? 0), 0);
  const imported = [...new Set(trace.processes.flatMap(({ header }) => header.importedFrom?.format ?? []))];
  return {
    armed: trace.processes.some(sawLoop),
    ...(imported.length === 0 ? {} : { importedFrom: imported }),
    mode: trace.processes.some((process) => process.header.mode === 'deep') ? 'deep' : 'default',
    overheadMs: told.length === 0 ? null : roundMs(ownNs / NS_PER_MS),
    seenShare: seenShare(trace),
    droppedEvents: lost + samples,
    blind: blindness(trace),
    blindToDetail: shutTo(trace, (eye) => DETAIL.has(eye)),
  };
}
