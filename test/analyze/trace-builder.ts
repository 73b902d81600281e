import type { DeepEvent } from '../../src/trace/deep.js';
import type { FrameEvent, GcEvent, HealthEvent, MarkEvent, SourceEvent, ThreadEvent } from '../../src/trace/events.js';
import type { ObservedEvent } from '../../src/trace/observed.js';
import type { CallTotal, SampleEvent } from '../../src/trace/stall-events.js';
import type { ProcessTrace, RawStall, Trace } from '../../src/trace/trace.js';

/** Frames innermost first, each `name@file:line:column`; `async ` before a suspended one, `~` before generated code. */
export type StackText = readonly string[];

export interface LookSpec {
  /** ms since the stall's start. */
  readonly at: number;
  readonly wait?: number;
  /** ms; the time since the look before where left out. */
  readonly weight?: number;
  readonly stack: StackText;
  readonly api?: string;
  readonly turned?: 'm' | 'n' | 'mn';
  readonly ran?: string;
  readonly trigger?: { readonly type: string; readonly label: string };
  readonly overdue?: number;
  /** ms that the overdue timers have waited so far, summed. */
  readonly overdueMs?: number;
  readonly open?: number;
}

export interface CallSpec {
  readonly api: string;
  /** ms since the stall's start. */
  readonly at: number;
  readonly ms: number;
  readonly stack: StackText;
  readonly size?: number;
  readonly detail?: string;
}

export interface StallSpec {
  /** ms of the run. */
  readonly start?: number;
  readonly ms: number;
  readonly threadId?: number;
  readonly looks?: readonly LookSpec[];
  readonly calls?: readonly CallSpec[];
  readonly totals?: readonly { readonly api: string; readonly count: number; readonly ms: number }[];
  readonly timedSpan?: number;
  readonly gcs?: readonly { readonly at: number; readonly ms: number; readonly kind?: GcEvent['kind'] }[];
  readonly cpu?: number | null;
  readonly gc?: number | null;
  readonly runQueue?: number | null;
  readonly monitorLate?: number;
  readonly idle?: number;
  /** `open`: never closed, the process vanished. Default `turn`. */
  readonly ended?: 'turn' | 'exit' | 'open';
  /** For one that is still open: ms since its start of the last sign of life, and the call that it was seen in. */
  readonly grewAt?: number;
  readonly inCall?: { readonly api: string; readonly at: number; readonly stack: StackText };
}

export interface ProcessSpec {
  readonly pid?: number;
  readonly parentPid?: number;
  readonly parentThreadId?: number;
  readonly ancestors?: readonly number[];
  readonly title?: string;
  /** ms of the run. */
  readonly armedAt?: number;
  readonly threads?: readonly {
    readonly parent?: number;
    readonly file?: string;
    readonly id: number;
    readonly from: number;
    readonly to?: number;
    readonly title?: string;
  }[];
  /** Still there when the launched process had ended. */
  readonly survived?: boolean;
  /** 0 if left out. */
  readonly exitCode?: number;
  /** ms of the run; the end where left out. */
  readonly lastSeen?: number;
  readonly script?: string;
  readonly thresholdMs?: number;
  readonly pulseMs?: number;
  readonly stalls?: readonly StallSpec[];
  readonly marks?: readonly { readonly name: MarkEvent['name']; readonly at: number; readonly threadId?: number }[];
  readonly health?: readonly HealthSpec[];
  readonly sources?: Readonly<Record<string, string>>;
  readonly armed?: boolean;
  /** What was seen besides stalls; `stack` numbers a stack. */
  readonly observed?: (stack: (frames: StackText) => number) => readonly ObservedEvent[];
  /** What deep mode told; `stack` numbers a stack. */
  readonly deep?: (stack: (frames: StackText) => number) => readonly DeepEvent[];
  /** Requests and messages read right after a stall that ended at `at` ms of the run. */
  readonly queued?: readonly {
    readonly at: number;
    readonly requests: number;
    readonly messages?: number;
    readonly threadId?: number;
  }[];
  /** ms; null where the process did not say goodbye. */
  readonly end?: number | null;
}

export interface HealthSpec {
  readonly at: number;
  readonly span?: number;
  /** `[delay in ms, count]`. */
  readonly delays: readonly (readonly [number, number])[];
  readonly idle?: number;
  readonly active?: number;
  readonly gc?: number;
  readonly threadId?: number;
  readonly cpu?: number;
  readonly runQueue?: number;
  readonly requests?: number;
  readonly openRequests?: number;
}

const ns = (ms: number) => Math.round(ms * 1e6);

/** Looks every `stepMs` from the stall's start to `toMs`, all with the same stack. */
export function every(stepMs: number, toMs: number, stack: StackText, rest: Partial<LookSpec> = {}): LookSpec[] {
  const looks: LookSpec[] = [];
  for (let at = stepMs; at <= toMs; at += stepMs) looks.push({ at, stack, ...rest });
  return looks;
}

/** Lines of code as one text. */
export function code(...lines: readonly string[]): string {
  return lines.join('\n');
}

class Book {
  readonly frames = new Map<number, FrameEvent>();
  readonly stacks = new Map<number, { parent: number; frame: number }>();
  readonly #frameIds = new Map<string, number>();
  readonly #stackIds = new Map<string, number>();

  frame(text: string): number {
    const known = this.#frameIds.get(text);
    if (known !== undefined) return known;
    const isAsync = text.startsWith('async ');
    const isEval = text.startsWith('~');
    const [name = '', place = ''] = text.replace(/^async |^~/, '').split('@');
    const [, url = '', line = '0', column = '0'] = /^(.*?)(?::(\d+):(\d+))?$/.exec(place) ?? [];
    const flags = `${isAsync ? 'a' : ''}${isEval ? 'e' : ''}`;
    const id = this.frames.size + 1;
    const position = { line: Number(line), column: Number(column) };
    const origin = isEval ? { url: '', line: 1, column: 1, evalOrigin: place } : { url, ...position };
    this.frames.set(id, { type: 'frame', id, function: name, ...origin, ...(flags ? { flags } : {}) });
    this.#frameIds.set(text, id);
    return id;
  }

  stack(frames: StackText): number {
    let parent = 0;
    for (const text of frames.toReversed()) {
      const key = `${parent}/${text}`;
      const known = this.#stackIds.get(key);
      const id = known ?? this.stacks.size + 1;
      if (known === undefined) {
        this.stacks.set(id, { parent, frame: this.frame(text) });
        this.#stackIds.set(key, id);
      }
      parent = id;
    }
    return parent;
  }
}

function samplesOf(book: Book, spec: StallSpec, stall: number, start: number): SampleEvent[] {
  let before = 0;
  return (spec.looks ?? []).map((look) => {
    const weight = look.weight ?? look.at - before;
    before = look.at;
    return {
      type: 'sample',
      stall,
      atNs: ns(start + look.at),
      waitNs: ns(look.wait ?? 0.5),
      weightNs: ns(weight),
      stack: book.stack(look.stack),
      ...(look.api === undefined ? {} : { api: look.api }),
      ...(look.turned === undefined ? {} : { turned: look.turned }),
      ...(look.ran === undefined ? {} : { ran: book.frame(look.ran) }),
      ...(look.trigger === undefined ? {} : { trigger: look.trigger }),
      ...(look.overdue === undefined ? {} : { overdueTimers: look.overdue }),
      ...(look.overdueMs === undefined ? {} : { timersWaitNs: ns(look.overdueMs) }),
      ...(look.open === undefined ? {} : { openRequests: look.open }),
    };
  });
}

function orNull(ms: number | null | undefined, otherwise: number): number | null {
  return ms === null ? null : ns(ms ?? otherwise);
}

function stallOf(book: Book, spec: StallSpec, stall: number): RawStall {
  const start = spec.start ?? 1000;
  const threadId = spec.threadId === undefined ? {} : { threadId: spec.threadId };
  const totals = (spec.totals ?? []).map(({ api, count, ms }): CallTotal => ({ api, count, timedNs: ns(ms) }));
  const { inCall } = spec;
  const seen = inCall && { api: inCall.api, seenAtNs: ns(start + inCall.at), stack: book.stack(inCall.stack) };
  return {
    open: { type: 'stall-open', stall, ...threadId, startNs: ns(start), atNs: ns(start + 50) },
    samples: samplesOf(book, spec, stall, start),
    lastGrow:
      spec.grewAt === undefined
        ? null
        : { type: 'stall-grow', stall, atNs: ns(start + spec.grewAt), ...(seen ? { inCall: seen } : {}) },
    close:
      spec.ended === 'open'
        ? null
        : {
            type: 'stall-close',
            stall,
            startNs: ns(start),
            endNs: ns(start + spec.ms),
            ended: spec.ended ?? 'turn',
            cpuNs: orNull(spec.cpu, spec.ms),
            runQueueNs: orNull(spec.runQueue, 0),
            gcNs: orNull(spec.gc, 0),
            monitorLateNs: ns(spec.monitorLate ?? 0),
            ...(spec.idle === undefined ? {} : { idleNs: ns(spec.idle) }),
            calls: totals,
            timedSpanNs: ns(spec.timedSpan ?? spec.ms),
            droppedSamples: 0,
          },
  };
}

function healthOf(spec: HealthSpec): HealthEvent {
  return {
    type: 'health',
    atNs: ns(spec.at),
    ...(spec.threadId === undefined ? {} : { threadId: spec.threadId }),
    spanNs: ns(spec.span ?? 1000),
    delays: spec.delays.map(([ms, count]) => [ns(ms), count] as const),
    maxDelayNs: ns(Math.max(0, ...spec.delays.map(([ms]) => ms))),
    idleNs: ns(spec.idle ?? 0),
    activeNs: ns(spec.active ?? 0),
    cpuNs: spec.cpu === undefined ? null : ns(spec.cpu),
    runQueueNs: spec.runQueue === undefined ? null : ns(spec.runQueue),
    gcNs: spec.gc === undefined ? null : ns(spec.gc),
    gcCount: null,
    heapUsedBytes: null,
    maxIterationDelayNs: null,
    ...(spec.requests === undefined ? {} : { requests: spec.requests }),
    ...(spec.openRequests === undefined ? {} : { openRequests: spec.openRequests }),
  };
}

function threadEvents({
  id,
  from,
  to,
  title,
  file,
  parent,
}: NonNullable<ProcessSpec['threads']>[number]): ThreadEvent[] {
  const name = {
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { file }),
    ...(parent === undefined ? {} : { parentThreadId: parent }),
  };
  return [
    { type: 'thread', atNs: ns(from), threadId: id, state: 'start', ...name },
    ...(to === undefined ? [] : [{ type: 'thread', atNs: ns(to), threadId: id, state: 'end' } as const]),
  ];
}

/** The trace of one process; what is left out is quiet: armed, running since 500 ms, ended at 10 s. */
export function processTrace(spec: ProcessSpec = {}): ProcessTrace {
  const book = new Book();
  const specs = spec.stalls ?? [];
  const stalls = specs.map((stall, index) => stallOf(book, stall, index + 1));
  const inStalls = <T extends { at: number }, R>(
    pick: (stall: StallSpec) => readonly T[] | undefined,
    make: (one: T, startMs: number, stall: StallSpec) => R,
  ): R[] =>
    specs.flatMap((stall) => (pick(stall) ?? []).map((one) => make(one, (stall.start ?? 1000) + one.at, stall)));
  const script = spec.script ?? '/app/main.js';
  const endMs = spec.end === undefined ? 10_000 : spec.end;
  const exitCode = spec.exitCode ?? 0;
  return {
    header: {
      type: 'header',
      format: 'loopcheck-trace',
      version: 1,
      pid: spec.pid ?? 100,
      parentPid: spec.parentPid ?? 1,
      ...(spec.parentThreadId === undefined ? {} : { parentThreadId: spec.parentThreadId }),
      ...(spec.ancestors === undefined ? {} : { ancestors: spec.ancestors }),
      title: spec.title ?? 'node',
      script,
      nodeVersion: 'v20.20.2',
      platform: 'linux',
      arch: 'x64',
      cwd: '/app',
      cores: 2,
      originNs: '1000',
      originWallMs: 0,
      thresholdMs: spec.thresholdMs ?? 50,
      pulseMs: spec.pulseMs ?? 20,
      mode: 'default',
      loopcheckVersion: '0.0.0',
    },
    armed:
      spec.armed === false
        ? null
        : { type: 'armed', atNs: ns(spec.armedAt ?? 40), setupNs: ns(2), eyes: ['sampler', 'monitor', 'calls'] },
    shutEyes: [],
    threads: (spec.threads ?? []).flatMap(threadEvents),
    marks: (spec.marks ?? [{ name: 'running' as const, at: 500 }]).map(({ name, at, threadId }) => ({
      type: 'mark',
      name,
      atNs: ns(at),
      ...(threadId === undefined ? {} : { threadId }),
    })),
    frames: book.frames,
    stacks: book.stacks,
    stalls,
    calls: inStalls(
      (stall) => stall.calls,
      (call, at, stall) => ({
        type: 'call',
        api: call.api,
        ...(stall.threadId === undefined ? {} : { threadId: stall.threadId }),
        startNs: ns(at),
        durationNs: ns(call.ms),
        stack: book.stack(call.stack),
        ...(call.size === undefined ? {} : { size: call.size }),
        ...(call.detail === undefined ? {} : { detail: call.detail }),
      }),
    ),
    gcs: inStalls(
      (stall) => stall.gcs,
      (gc, at, { threadId }) => ({
        type: 'gc',
        ...(threadId === undefined ? {} : { threadId }),
        startNs: ns(at),
        durationNs: ns(gc.ms),
        kind: gc.kind ?? 'minor',
      }),
    ),
    health: (spec.health ?? []).map(healthOf),
    sources: Object.entries(spec.sources ?? {}).map(
      ([url, text]): SourceEvent => ({ type: 'source', url, startLine: 1, whole: true, text }),
    ),
    sourceMaps: new Map(),
    mapped: new Map(),
    observed: spec.observed?.((frames) => book.stack(frames)) ?? [],
    deep: spec.deep?.((frames) => book.stack(frames)) ?? [],
    lost: [],
    queued: (spec.queued ?? []).map(({ at, ...rest }) => ({ type: 'queued', atNs: ns(at), ...rest })),
    end: endMs === null ? null : { ...{ type: 'end', atNs: ns(endMs), exitCode }, probeNs: ns(3), droppedEvents: 0 },
    survived: spec.survived ?? false,
    lastSeenNs: ns(spec.lastSeen ?? endMs ?? 10_000),
  };
}

/** A run of the given processes; the first is the launched one. Where that said no goodbye, a signal has ended it. */
export function runTrace(...specs: readonly ProcessSpec[]): Trace {
  const processes = specs.map(processTrace);
  const ending =
    processes[0]?.end === null
      ? ({ exitCode: null, signal: 'SIGKILL' } as const)
      : { exitCode: specs[0]?.exitCode ?? 0, signal: null };
  return {
    run: {
      launch: {
        type: 'launch',
        format: 'loopcheck-trace',
        version: 1,
        command: ['node', 'main.js'],
        cwd: '/app',
        originNs: '1000',
        originWallMs: 0,
        thresholdMs: 50,
        loopcheckVersion: '0.0.0',
      },
      pid: processes[0]?.header.pid ?? null,
      exited: { type: 'exited', atNs: ns(10_000), pid: 100, ...ending, stoppedBy: null },
      load: null,
    },
    processes,
    packages: new Map(),
    problems: [],
  };
}
