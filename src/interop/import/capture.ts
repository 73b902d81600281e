import { basename } from 'node:path';
import type { HeaderEvent, ImportedFrom, ProcessEvent } from '../../trace/events.js';
import type { TraceProblem } from '../../trace/trace.js';
import { TRACE_FORMAT, TRACE_VERSION } from '../../trace/version.js';

/** A stall in an imported trace is at least this long; what counts as one is decided when it is reported. */
export const SHORTEST_STALL_NS = 20_000_000;

/** What a capture is judged by where the user says nothing else. */
export const USUAL_THRESHOLD_MS = 50;

/** The lines of one process, its header first. */
export type ImportedProcess = readonly [HeaderEvent, ...ProcessEvent[]];

/** Another tool's capture as what a trace is made of. */
export interface Capture {
  readonly processes: readonly ImportedProcess[];
  /** Damage that was met with, a sentence each. */
  readonly problems: readonly TraceProblem[];
}

/** What a capture tells of its process; all of it may be unknown. */
export interface ProcessFacts {
  readonly pid?: number | undefined;
  readonly parentPid?: number | undefined;
  readonly title?: string | undefined;
  readonly script?: string | undefined;
  readonly nodeVersion?: string | undefined;
  readonly platform?: string | undefined;
  readonly arch?: string | undefined;
  readonly cwd?: string | undefined;
  /** The monotonic clock at the capture's beginning, ns. */
  readonly originNs?: number | undefined;
  readonly originWallMs?: number | undefined;
  readonly thresholdMs?: number | undefined;
  /** How often the capture looked at the loop. */
  readonly pulseMs?: number | undefined;
}

/** The first line of an imported process. Numbers that the capture doesn't tell are 0, texts are empty. */
export function importedHeader(facts: ProcessFacts, from: Omit<ImportedFrom, 'file'>, file: string): HeaderEvent {
  return {
    type: 'header',
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    pid: facts.pid ?? 0,
    parentPid: facts.parentPid ?? 0,
    title: facts.title ?? basename(file),
    script: facts.script ?? null,
    nodeVersion: facts.nodeVersion ?? '',
    platform: facts.platform ?? '',
    arch: facts.arch ?? '',
    cwd: facts.cwd ?? '/',
    cores: 0,
    originNs: String(Math.max(0, Math.round(facts.originNs ?? 0))),
    originWallMs: facts.originWallMs ?? 0,
    thresholdMs: facts.thresholdMs ?? USUAL_THRESHOLD_MS,
    pulseMs: facts.pulseMs ?? 20,
    mode: 'default',
    loopcheckVersion: '',
    importedFrom: { ...from, file: basename(file) },
  };
}
