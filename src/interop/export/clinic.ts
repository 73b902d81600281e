import type { HealthEvent } from '../../trace/events.js';
import type { ExportLoop } from './loops.js';

const NS_PER_MS = 1e6;

/** How often Doctor samples, ms. */
const STEP_MS = 10;

/** Doctor's three files: the endings of their names, with what is in them. */
export interface ClinicFiles {
  readonly systeminfo: string;
  readonly processstat: Buffer;
  readonly traceevent: string;
}

/**
 * One loop as Clinic Doctor would have sampled it: every 10 ms while the loop turned, once after each stall. What the
 * trace tells once a second (load, CPU, memory) stands in each sample of that second. Handles are not known: 0.
 */
export function toClinic({ process, threadId, shiftNs, stalls }: ExportLoop): ClinicFiles {
  const health = process.health.filter((event) => (event.threadId ?? 0) === threadId);
  const { header } = process;
  const zeroMs = header.originWallMs;
  const endNs = Math.max(process.lastSeenNs, ...stalls.map((stall) => stall.endNs - shiftNs));
  const spans = stalls.map((stall) => ({ startNs: stall.startNs - shiftNs, endNs: stall.endNs - shiftNs }));
  const messages: Buffer[] = [];
  let next = 0;
  for (let atNs = STEP_MS * NS_PER_MS; atNs <= endNs; atNs += STEP_MS * NS_PER_MS) {
    const span = spans[next];
    let delayMs = 0;
    if (span !== undefined && span.startNs <= atNs) {
      next += 1;
      if (span.endNs <= atNs - STEP_MS * NS_PER_MS) continue;
      delayMs = (span.endNs - span.startNs) / NS_PER_MS;
      atNs = Math.max(atNs, span.endNs);
    }
    messages.push(message(zeroMs + atNs / NS_PER_MS, delayMs, healthAt(health, atNs), delayMs > 0));
  }
  const originMs = Number(header.originNs) / NS_PER_MS;
  const node = header.nodeVersion.replace(/^v/, '') || '20.0.0';
  return {
    systeminfo: JSON.stringify({
      clock: { hrtime: [Math.floor(originMs / 1000), Math.round((originMs % 1000) * NS_PER_MS)], unixtime: zeroMs },
      nodeVersions: { node },
      toolVersion: header.loopcheckVersion,
    }),
    processstat: Buffer.concat(messages),
    traceevent: JSON.stringify({ traceEvents: gcEvents(process, threadId, originMs) }),
  };
}

function healthAt(health: readonly HealthEvent[], atNs: number): HealthEvent | null {
  return health.find((event) => event.atNs >= atNs) ?? health.at(-1) ?? null;
}

/** Names of Node's own trace events for them. */
const COLLECTIONS = {
  minor: 'V8.GCScavenger',
  major: 'V8.GCFinalizeMC',
  incremental: 'V8.GCIncrementalMarking',
  weakcb: 'V8.GCPhantomHandleProcessingCallback',
  unknown: 'V8.GCFinalizeMC',
} as const;

function gcEvents({ gcs, header }: ExportLoop['process'], threadId: number, originMs: number) {
  // Doctor's parser does not take an empty list.
  const named = { pid: header.pid, tid: threadId, ts: 0, ph: 'M', cat: '__metadata', name: 'process_name' };
  const collections = gcs
    .filter((gc) => (gc.threadId ?? 0) === threadId)
    .map(({ kind, startNs, durationNs }) => ({
      pid: header.pid,
      tid: threadId,
      ts: originMs * 1000 + startNs / 1000,
      dur: durationNs / 1000,
      ph: 'X',
      cat: 'v8',
      name: COLLECTIONS[kind],
      args: {},
    }));
  return [{ ...named, dur: 0, args: { name: 'node' } }, ...collections];
}

/** One `ProcessStat`: a length of two bytes, then protobuf. */
function message(timestampMs: number, delayMs: number, health: HealthEvent | null, isStalled: boolean): Buffer {
  const used = health?.heapUsedBytes ?? 0;
  const busy = health === null ? 0 : health.activeNs / Math.max(1, health.activeNs + health.idleNs);
  const cpu = health === null || health.cpuNs === null ? busy : health.cpuNs / Math.max(1, health.spanNs);
  const memory = Buffer.concat([double(1, used), double(2, used), double(3, used), double(4, 0)]);
  const body = Buffer.concat([
    double(1, timestampMs),
    double(2, delayMs),
    double(3, isStalled ? Math.max(1, cpu) : cpu),
    Buffer.from([(4 << 3) | 2, memory.length]),
    memory,
    Buffer.from([5 << 3, 0]),
    Buffer.from([6 << 3, isStalled ? 100 : Math.round(busy * 100)]),
  ]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([length, body]);
}

function double(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = (field << 3) | 1;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}
