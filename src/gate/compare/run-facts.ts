import type { Culprit, Location, LoopHealth, Stall } from '../../analyze/diagnosis.js';
import { UNPROVEN_CONFIDENCE } from '../../analyze/thresholds.js';
import { isCodesFault, ownMs } from '../own-time.js';

/** What a comparison needs of a run: a `Diagnosis`, a `Report` and a saved JSON report have it. */
export interface RunFacts {
  readonly target: { readonly nodeVersion: string | null; readonly durationMs: number | null };
  readonly probe: { readonly armed: boolean; readonly mode: string };
  readonly loop: Omit<LoopFigures, 'blockedMs'> & { readonly sampler: string; readonly blockedMs: number };
  readonly thresholdMs: number;
  readonly stalls: readonly (Pick<Stall, 'id' | 'durationMs' | 'runQueueMs' | 'atWork'> & {
    readonly cause: Pick<Stall['cause'], 'confidence'>;
  })[];
  readonly culprits: readonly Pick<Culprit, 'fingerprint' | 'location' | 'cause' | 'stallIds'>[];
  readonly suppressed: readonly { readonly stallIds: readonly number[] }[];
  /** What of the trace could not be read, or is told in part; a sentence each. */
  readonly problems: readonly string[];
}

export type LoopFigures = {
  readonly [Name in 'p50Ms' | 'p99Ms' | 'maxMs' | 'utilization' | 'blockedMs']: LoopHealth[Name] | null;
};

/** Under what a run was recorded: figures of different circumstances tell of these, not of the code. */
export interface Circumstances {
  readonly sampler: string;
  readonly mode: string;
  readonly thresholdMs: number;
  /** Null where no Node process was seen. */
  readonly nodeMajor: number | null;
  /** Of the fingerprints' rules; null without culprits. */
  readonly fingerprints: number | null;
}

/** A culprit of one run, all its lines together. */
export interface CulpritFigures {
  readonly fingerprint: string;
  readonly location: Location | null;
  readonly cause: Culprit['cause'];
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Of the stall in which it was longest, the time less what the thread waited for a core: what the code itself took. */
  readonly worstOwnMs: number;
  /** That stall waited for a core for longer than it had one. */
  readonly isStarved: boolean;
}

/** One run as a comparison sees it. */
export interface RunSummary {
  /** What the user called it. */
  readonly name: string;
  /** It was armed and saw something of the loop. */
  readonly hasData: boolean;
  readonly circumstances: Circumstances;
  readonly loop: LoopFigures;
  /** Those that the code can be blamed for, the worst first. */
  readonly culprits: readonly CulpritFigures[];
  /** Fingerprints of what the machine did, of what is deliberate or unproven, and of worker threads that did their job. */
  readonly excused: readonly string[];
  /** What of its trace could not be read, or is told in part. */
  readonly problems: readonly string[];
}

/** Where no line was seen either, a cause that is only what was left over accuses nobody. */
function isProven({ cause }: RunFacts['stalls'][number]): boolean {
  return cause.confidence >= UNPROVEN_CONFIDENCE;
}

/** The figures of a run that a comparison rests on. */
export function summarize(run: RunFacts, name: string): RunSummary {
  const byId = new Map(run.stalls.map((stall) => [stall.id, stall]));
  const deliberate = new Set(run.suppressed.flatMap(({ stallIds }) => stallIds));
  const found = new Map<string, CulpritFigures>();
  const excused = new Set<string>();
  for (const { fingerprint, location, cause, stallIds } of run.culprits) {
    const stalls = stallIds.flatMap((id) => byId.get(id) ?? []);
    const counted = stalls.filter(
      (stall) => !stall.atWork && !deliberate.has(stall.id) && (location !== null || isProven(stall)),
    );
    if (!isCodesFault(cause.kind) || counted.length === 0) {
      excused.add(fingerprint);
      continue;
    }
    const own = (stall: (typeof counted)[number]) => ownMs({ ...stall, cause });
    const worst = counted.reduce((one, other) => (own(other) > own(one) ? other : one));
    const worstOwnMs = own(worst);
    const figures: CulpritFigures = {
      fingerprint,
      location,
      cause,
      count: counted.length,
      totalMs: counted.reduce((sum, { durationMs }) => sum + durationMs, 0),
      worstMs: Math.max(...counted.map(({ durationMs }) => durationMs)),
      worstOwnMs,
      isStarved: worst.durationMs - worstOwnMs > worstOwnMs,
    };
    const other = found.get(fingerprint);
    found.set(fingerprint, other === undefined ? figures : together(other, figures));
  }
  const { p50Ms, p99Ms, maxMs, utilization, blockedMs } = run.loop;
  const measured = [p99Ms, maxMs, utilization].some((figure) => figure !== null);
  return {
    name,
    hasData: run.probe.armed && (measured || run.stalls.length > 0),
    circumstances: circumstancesOf(run),
    loop: { p50Ms, p99Ms, maxMs, utilization, blockedMs },
    culprits: [...found.values()].sort((a, b) => b.worstOwnMs - a.worstOwnMs),
    excused: [...excused].filter((fingerprint) => !found.has(fingerprint)),
    problems: run.problems,
  };
}

/** Two lines that share a fingerprint are one culprit; the place is that of the worst. */
function together(one: CulpritFigures, other: CulpritFigures): CulpritFigures {
  const worse = other.worstOwnMs > one.worstOwnMs ? other : one;
  return {
    ...worse,
    count: one.count + other.count,
    totalMs: one.totalMs + other.totalMs,
    worstMs: Math.max(one.worstMs, other.worstMs),
  };
}

/** The circumstances of a run. */
export function circumstancesOf({
  target,
  probe,
  loop,
  thresholdMs,
  culprits,
}: Pick<RunFacts, 'target' | 'probe' | 'loop' | 'thresholdMs'> & {
  readonly culprits: readonly { readonly fingerprint: string }[];
}): Circumstances {
  const [first] = culprits;
  return {
    sampler: loop.sampler,
    mode: probe.mode,
    thresholdMs,
    nodeMajor: majorOf(target.nodeVersion),
    fingerprints: first === undefined ? null : fingerprintVersion(first.fingerprint),
  };
}

/** `v20.20.2` → 20. */
function majorOf(version: string | null): number | null {
  const major = /^v?(\d+)\./.exec(version ?? '')?.[1];
  return major === undefined ? null : Number(major);
}

/** Those of before the first version have none: 0. */
function fingerprintVersion(fingerprint: string): number {
  return Number(/^(\d{1,6}):/.exec(fingerprint)?.[1] ?? 0);
}
