import type { TraceEvent } from './events.js';
import { TRACE_FORMAT, TRACE_VERSION } from './version.js';

type Kind = 'number' | 'string' | 'array' | 'triples' | 'pairs';

/**
 * The fields that a reader leans on, by type of event. A trace may have been cut, edited or made by another tool, so
 * what is here is checked once, and the analysis need not ask again. Fields that may be `null` or missing are not here.
 */
const required: { readonly [T in TraceEvent['type']]: Readonly<Record<string, Kind>> } = {
  header: { format: 'string', version: 'number', pid: 'number' },
  of: { pid: 'number' },
  armed: { atNs: 'number', setupNs: 'number', eyes: 'array' },
  note: { text: 'string' },
  eye: { eye: 'string', reason: 'string' },
  thread: { atNs: 'number', threadId: 'number', state: 'string' },
  mark: { atNs: 'number', name: 'string' },
  frame: { id: 'number', function: 'string', url: 'string', line: 'number', column: 'number' },
  stack: { nodes: 'triples' },
  'stall-open': { stall: 'number', startNs: 'number', atNs: 'number' },
  sample: { stall: 'number', atNs: 'number', waitNs: 'number', stack: 'number', weightNs: 'number' },
  'stall-grow': { stall: 'number', atNs: 'number' },
  'stall-close': { stall: 'number', startNs: 'number', endNs: 'number', ended: 'string', calls: 'array' },
  call: { api: 'string', startNs: 'number', durationNs: 'number', stack: 'number' },
  queued: { atNs: 'number', requests: 'number' },
  gc: { startNs: 'number', durationNs: 'number', kind: 'string' },
  health: { atNs: 'number', spanNs: 'number', delays: 'pairs', maxDelayNs: 'number' },
  source: { url: 'string', startLine: 'number', text: 'string' },
  'source-map': { url: 'string', map: 'string' },
  mapped: { pid: 'number', frame: 'number', url: 'string', line: 'number', column: 'number' },
  original: { url: 'string', startLine: 'number', text: 'string' },
  unmapped: { file: 'string', reason: 'string' },
  package: { folder: 'string', name: 'string', version: 'string' },
  survivor: { pid: 'number' },
  operations: { atNs: 'number', kind: 'string', api: 'string', stack: 'number', operations: 'number', peak: 'number' },
  'pool-wait': { atNs: 'number', waitNs: 'number', activeNs: 'number', jobs: 'number' },
  failure: { atNs: 'number', origin: 'string', name: 'string', message: 'string', stack: 'number' },
  warning: { atNs: 'number', name: 'string', message: 'string', stack: 'number' },
  pending: { atNs: 'number', id: 'number', kind: 'string', label: 'string', stack: 'number', sinceNs: 'number' },
  unheeded: {
    atNs: 'number',
    id: 'number',
    stack: 'number',
    writes: 'number',
    peak: 'number',
    highWaterMark: 'number',
  },
  quiet: { atNs: 'number', sinceNs: 'number', resources: 'array' },
  resources: { atNs: 'number', resources: 'array' },
  'sync-counts': { atNs: 'number', calls: 'array' },
  floating: { atNs: 'number', stack: 'number', via: 'string', made: 'number', count: 'number', unsettled: 'number' },
  rejected: { atNs: 'number', stack: 'number' },
  suspended: { atNs: 'number', await: 'number', stack: 'number', owner: 'number', on: 'number', behind: 'number' },
  tasks: { atNs: 'number', spanNs: 'number', promiseJobs: 'number', ticks: 'number', immediates: 'number' },
  chain: { atNs: 'number', stacks: 'array' },
  held: { atNs: 'number', rows: 'array' },
  followed: { atNs: 'number', promises: 'number', placed: 'number' },
  lost: { events: 'number', reason: 'string' },
  end: { atNs: 'number', probeNs: 'number', droppedEvents: 'number' },
  launch: { format: 'string', version: 'number', command: 'array' },
  spawned: { pid: 'number' },
  exited: { pid: 'number' },
  load: { command: 'string', outcome: 'string' },
};

/** The same as rows, which are quicker to go through: there is one look at it a line. */
const rows = new Map(Object.entries(required).map(([type, fields]) => [type, Object.entries(fields)]));

function areRows(value: unknown, length: number): boolean {
  if (!Array.isArray(value)) return false;
  for (const row of value) {
    if (!Array.isArray(row) || row.length < length) return false;
    for (const cell of row) if (typeof cell !== 'number') return false;
  }
  return true;
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'array':
      return Array.isArray(value);
    case 'pairs':
      return areRows(value, 2);
    case 'triples':
      return areRows(value, 3);
    case 'number':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
  }
}

/** What a line turned out to be. `unknown` is well-formed, of a type that a later loopcheck may have added. */
export type ParsedLine =
  | { readonly kind: 'event'; readonly event: TraceEvent }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'garbage' };

/** Reads one line. `garbage` is no JSON, or an event without its fields; `foreign` is JSON that is no event at all. */
export function parseLine(text: string): ParsedLine {
  const value = parseJson(text);
  if (value === undefined) return { kind: 'garbage' };
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') {
    return { kind: 'foreign' };
  }
  const fields = rows.get(value.type);
  if (fields === undefined) return { kind: 'unknown' };
  const record = value as Record<string, unknown>;
  // Of a later version only this much is certain, and enough to say so.
  if (isOfLaterVersion(record)) return { kind: 'event', event: value as TraceEvent };
  for (const [name, kind] of fields) if (!isOfKind(record[name], kind)) return { kind: 'garbage' };
  return { kind: 'event', event: value as TraceEvent };
}

function isOfLaterVersion({ type, format, version }: Readonly<Record<string, unknown>>): boolean {
  const isOpening = type === 'header' || type === 'launch';
  return isOpening && format === TRACE_FORMAT && typeof version === 'number' && version > TRACE_VERSION;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
