import type { Trace } from '../../trace/trace.js';
import { deepShare } from '../deep-cost.js';
import type { Finding, Stall } from '../diagnosis.js';
import { DOMINANT_SHARE, FIRST_USE_MS, HARM_MS, STALL_MS, UNPROVEN_CONFIDENCE } from '../thresholds.js';
import { processFacts } from './process-facts.js';

type Severity = Finding['severity'];

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function worse(a: Severity, b: Severity): Severity {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Causes that are what is left when nothing was measured. */
const LEFT_OVER: ReadonlySet<string> = new Set(['cpu', 'native']);

/**
 * No code of the user's or a package's was seen, no call was timed, and the thread is not known to have computed for most
 * of it: nothing shows that the code did this.
 */
export function isUnproven({ location, stack, cause, cpuMs, durationMs }: Stall): boolean {
  const computed = cpuMs !== null && cpuMs >= DOMINANT_SHARE * durationMs;
  const isGuess = cause.confidence < UNPROVEN_CONFIDENCE;
  if (cause.kind === 'native' && isGuess) return true;
  const leftOver = LEFT_OVER.has(cause.kind) || isGuess;
  return location === null && stack.every(({ origin }) => origin === 'node') && leftOver && !computed;
}

/** Node's own work, a thousand sockets' goodbye for one, with nobody's line to change. */
function isNodesOwn({ location, stack, cause }: Stall): boolean {
  return location === null && cause.kind !== 'gc' && stack.every(({ origin }) => origin === 'node');
}

/** Somebody could come while it lasted. The rest of a start in which `listen` was called is not yet service, if it is short. */
function serves({ startMs, durationMs, phase }: Stall, listenMs: number | null): boolean {
  if (listenMs === null) return false;
  const servedMs = startMs + durationMs - listenMs;
  return phase === 'startup' ? servedMs >= HARM_MS : servedMs > 0;
}

/** With a core to spare, and without `--deep`, which follows every promise, it would have been none. */
function isMadeWorse(trace: Trace, stall: Stall): boolean {
  const thresholdMs = trace.processes[stall.process - 1]?.header.thresholdMs ?? STALL_MS;
  const ownMs = stall.durationMs - (stall.runQueueMs ?? 0);
  return ownMs * (1 - deepShare(trace, stall)) < thresholdMs;
}

function severityOf(trace: Trace, stall: Stall): Severity {
  // A worker that computes is the cure, not the disease.
  if (stall.atWork) return 'info';
  const facts = processFacts(trace, stall.process);
  // The process died inside it: work was left undone. What we had stopped ourselves did not die of it.
  if (stall.ongoing && !facts.saidGoodbye && !facts.stoppedByUs) return 'error';
  // It had not come back when loopcheck left.
  if (stall.ongoing && facts.letGo && stall.durationMs >= HARM_MS) return 'error';
  if (isUnproven(stall) || isMadeWorse(trace, stall)) return 'info';
  const { timers, requests, longestMs } = stall.delayed;
  const isServing = serves(stall, facts.listenMs);
  const isLong = stall.durationMs >= HARM_MS;
  if (timers !== null || requests !== null) {
    const waited = (timers ?? 0) + (requests ?? 0) > 0;
    if (waited && (longestMs ?? stall.durationMs) >= HARM_MS) return 'error';
    if (!waited && !isLong && isNodesOwn(stall)) return 'info';
    const heard = (stall.delayed.messages ?? 0) > 0 && stall.phase === 'running' && isLong;
    return waited || isServing || (heard && stall.threadId !== 0) ? 'warning' : 'info';
  }
  // Before the first `listen` nobody can wait for it; a slow start has a finding of its own.
  if (facts.listenMs !== null && stall.phase === 'startup') return 'info';
  if (isServing) return isLong ? 'error' : 'warning';
  // Nobody looked, so nobody knows who waited. A script that did its work and ended serves nobody.
  return facts.everIdle && !facts.ranDry ? 'warning' : 'info';
}

/**
 * Node's own JavaScript at work, once and briefly, under a line of the user's: what it sets up when something is used for
 * the first time (`fetch` loads and compiles a client of a megabyte). There is nothing to change.
 */
function isFirstUse({ cause, stack, durationMs, cpuMs, ongoing }: Stall): boolean {
  // A deep stack is cut, and need not come down to the user's line.
  const below = stack.findIndex(({ origin }) => origin !== 'node');
  const above = below === -1 ? stack : stack.slice(0, below);
  // V8's own functions have no module: those may well be given too much to do.
  const workedMs = cpuMs ?? durationMs;
  return !ongoing && cause.kind === 'native' && workedMs < HARM_MS && above.some((frame) => frame.package !== null);
}

/** The stalls of a group, earliest first, but for those of the first use. */
export function afterFirstUse(stalls: readonly Stall[]): readonly Stall[] {
  const fromMs = stalls[0]?.startMs ?? 0;
  const later = stalls.findIndex((stall) => !isFirstUse(stall) || stall.startMs >= fromMs + FIRST_USE_MS);
  return later === -1 ? [] : stalls.slice(later);
}

/** How much harm a group of stalls did: that of its worst. */
export function severityOfAll(trace: Trace, stalls: readonly Stall[]): Severity {
  return afterFirstUse(stalls)
    .map((stall) => severityOf(trace, stall))
    .reduce<Severity>(worse, 'info');
}

/** The milder of two. */
export function atMost(severity: Severity, limit: Severity): Severity {
  return RANK[severity] > RANK[limit] ? limit : severity;
}
