import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GcEvent, ProcessEvent } from '../../trace/events.js';
import { type Capture, importedHeader, SHORTEST_STALL_NS } from './capture.js';
import { importError } from './import-error.js';
import { decodeProcessStat, type ProcessStat } from './process-stat.js';
import { chromeEvents, stallWithoutStacks } from './trace-events.js';

const NS_PER_MS = 1_000_000;

interface Parts {
  readonly systeminfo: string;
  readonly processstat: string;
  readonly traceevent: string | null;
}

/** The files of a folder of Clinic Doctor's; null where it is none. */
export function clinicParts(folder: string): Parts | null {
  const names = readdirSync(folder);
  const find = (ending: string) => names.find((name) => name.endsWith(`-${ending}`));
  const systeminfo = find('systeminfo');
  const processstat = find('processstat');
  const traceevent = find('traceevent');
  if (systeminfo === undefined || processstat === undefined) return null;
  return {
    systeminfo: join(folder, systeminfo),
    processstat: join(folder, processstat),
    traceevent: traceevent === undefined ? null : join(folder, traceevent),
  };
}

/** Makes a trace of a folder of Clinic Doctor's: delays, load and collections, but no code. */
export function importClinicFolder(folder: string, parts: Parts): Capture {
  const stats = decodeProcessStat(readFileSync(parts.processstat));
  const [first] = stats.samples;
  if (first === undefined) throw importError(folder, `${folder} holds no samples of Clinic Doctor's: record it again.`);
  const info = infoOf(folder, parts.systeminfo);
  const zeroMs = first.timestampMs - first.delayMs;
  const ns = (ms: number) => Math.round((ms - zeroMs) * NS_PER_MS);
  const gcs = gcsOf(parts.traceevent, info.clockMs, ns);
  let stall = 0;
  const stalls = stats.samples.flatMap(({ timestampMs, delayMs }) => {
    if (delayMs * NS_PER_MS < SHORTEST_STALL_NS) return [];
    stall += 1;
    return stallWithoutStacks(stall, ns(timestampMs - delayMs), ns(timestampMs), gcs);
  });
  const unknown = [
    "Imported from Clinic Doctor: which code held the loop is not in it, only how long; loopcheck's own run shows the line.",
    'Imported from Clinic Doctor: startup, requests and waiting for a core can not be told.',
  ];
  const facts = {
    pid: Number(/^(\d+)/.exec(basename(folder))?.[1] ?? 0),
    nodeVersion: info.nodeVersion,
    originNs: zeroMs * NS_PER_MS,
    title: basename(folder),
    pulseMs: 10,
  };
  const problems = stats.isCut
    ? [{ file: folder, message: `${folder} ends in the middle of a sample, which was left out.` }]
    : [];
  return {
    processes: [
      [
        importedHeader(facts, { format: 'clinic-doctor', coversLoop: true, unknown }, folder),
        { type: 'mark', name: 'running', atNs: 0 },
        ...stalls,
        ...(gcs ?? []),
        ...health(stats.samples, ns),
      ],
    ],
    problems,
  };
}

function infoOf(folder: string, file: string): { nodeVersion: string | undefined; clockMs: number } {
  try {
    const info = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const versions = info['nodeVersions'] as { node?: unknown } | undefined;
    const { hrtime = [0, 0], unixtime = 0 } = (info['clock'] ?? {}) as { hrtime?: [number, number]; unixtime?: number };
    const node = versions?.node;
    return {
      nodeVersion: typeof node === 'string' ? `v${node}` : undefined,
      // Stamps of samples are wall-clock times, those of trace events are monotonic.
      clockMs: unixtime - (hrtime[0] * 1000 + hrtime[1] / NS_PER_MS),
    };
  } catch {
    throw importError(folder, `${file} is no JSON: the folder of Clinic Doctor's is damaged.`);
  }
}

function gcsOf(file: string | null, clockMs: number, ns: (ms: number) => number): GcEvent[] | null {
  if (file === null) return null;
  try {
    const raw = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents?: unknown };
    const events = chromeEvents(Array.isArray(raw.traceEvents) ? raw.traceEvents : []);
    return events
      .filter(({ ph, name }) => ph === 'X' && /^V8\.GC(?:Scavenger|FinalizeMC|Compactor|MarkCompactor)/.test(name))
      .map(({ name, ts, dur }) => ({
        type: 'gc',
        startNs: ns(ts / 1000 + clockMs),
        durationNs: Math.round(dur * 1000),
        kind: name.includes('Scaveng') ? 'minor' : 'major',
      }));
  } catch {
    return null;
  }
}

/** One line a second. */
function health(samples: readonly ProcessStat[], ns: (ms: number) => number): ProcessEvent[] {
  const groups = new Map<number, ProcessStat[]>();
  for (const sample of samples) {
    const second = Math.floor(ns(sample.timestampMs) / 1e9);
    groups.set(second, [...(groups.get(second) ?? []), sample]);
  }
  let beforeNs = 0;
  return [...groups.values()].map((group): ProcessEvent => {
    const atNs = ns(group.at(-1)?.timestampMs ?? 0);
    const spanNs = atNs - beforeNs;
    beforeNs = atNs;
    const used = group.flatMap(({ loopUtilization }) => loopUtilization ?? []);
    const share = used.length === 0 ? null : used.reduce((sum, one) => sum + one, 0) / used.length;
    return {
      type: 'health',
      atNs,
      spanNs,
      delays: group.map(({ delayMs }) => [Math.max(0, delayMs) * NS_PER_MS, 1] as const),
      maxDelayNs: Math.max(0, ...group.map(({ delayMs }) => delayMs * NS_PER_MS)),
      idleNs: share === null ? 0 : spanNs * (1 - share),
      activeNs: share === null ? 0 : spanNs * share,
      cpuNs: null,
      runQueueNs: null,
      gcNs: null,
      gcCount: null,
      heapUsedBytes: group.at(-1)?.heapUsedBytes ?? null,
      maxIterationDelayNs: null,
    };
  });
}
