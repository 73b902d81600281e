import type { CauseKind, Culprit, PackageShare, Stall } from './diagnosis.js';
import { roundMs } from './round.js';

/** Causes that do not name the call themselves; a loop on the clock passes its time in calls of Node's, but by itself. */
const COMPUTING: ReadonlySet<CauseKind> = new Set(['cpu', 'native']);

/** What was on the stack for less of a stall did not make it. */
const PACKAGE_SHARE = 0.5;

/**
 * The package that a stall's line called and that was at work for most of it, or that the line itself lies in; else the
 * module of Node, where it computed.
 */
export function packageAtWork({ location, stack, cause }: Stall): string | null {
  const blamed = stack.findIndex(({ file, line }) => file === location?.file && line === location.line);
  if (stack[blamed]?.origin === 'dep') return stack[blamed].package;
  // Nearest to the line: what a package calls in turn is its own affair.
  const called = stack.slice(0, Math.max(0, blamed)).reverse();
  const heavy = called.filter(
    (frame) => frame.package !== null && frame.async !== true && frame.share >= PACKAGE_SHARE,
  );
  const dependency = heavy.find(({ origin }) => origin === 'dep');
  return dependency?.package ?? (COMPUTING.has(cause.kind) ? (heavy[0]?.package ?? null) : null);
}

/** The package that most of the time of these stalls was spent in; null where none was. */
export function mainPackage(stalls: readonly Stall[]): string | null {
  const times = new Map<string | null, number>();
  for (const stall of stalls) {
    const label = packageAtWork(stall);
    times.set(label, (times.get(label) ?? 0) + stall.durationMs);
  }
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The stalls by the packages that took their time, the largest total first. */
export function packageShares(culprits: readonly Culprit[]): PackageShare[] {
  const groups = new Map<string, Culprit[]>();
  for (const culprit of culprits) {
    if (culprit.package === null) continue;
    const group = groups.get(culprit.package);
    if (group === undefined) groups.set(culprit.package, [culprit]);
    else group.push(culprit);
  }
  const shares = [...groups].map(([label, group]) => ({
    package: label,
    count: group.reduce((sum, { count }) => sum + count, 0),
    totalMs: roundMs(group.reduce((sum, { totalMs }) => sum + totalMs, 0)),
    stallIds: group.flatMap(({ stallIds }) => stallIds).sort((a, b) => a - b),
    calledFrom: group.flatMap(({ location }) => location ?? []),
  }));
  return shares.sort((a, b) => b.totalMs - a.totalMs);
}
