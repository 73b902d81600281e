import type { CulpritSums } from './aggregates.js';
import { ALPHA, KINDS_OF_ANSWER, type OutlierHost } from './answers.js';
import { ratesOf } from './exposure.js';
import type { RunRecord } from './records.js';
import { mean, rankTest } from './statistics.js';

const LEAST_RUNS = 4;
/** Hosts differ by nature, by up to a half: it is tested whether one exceeds that. */
const NATURE = 1.5;
/** A smaller difference is no news, however certain. */
const LEAST_RATIO = 2;
const LEAST_MS_PER_HOUR = 10;
/** Of fewer hosts none is the odd one. */
const LEAST_HOSTS = 3;

/**
 * The hosts that a culprit blocks more than the others running the same version, one a culprit, most certain first. Of
 * the fingerprints in `daily` only runs of the same hour are compared: a host that was recorded when the job ran is not odd.
 */
export function findOutliers(
  culprits: readonly CulpritSums[],
  runs: readonly RunRecord[],
  daily: ReadonlySet<string>,
): readonly OutlierHost[] {
  const hosts = [...new Set(runs.flatMap(({ host }) => host ?? []))];
  if (hosts.length < LEAST_HOSTS) return [];
  const byVersion = [...groupBy(runs, ({ version }) => version).values()];
  const byHour = [...groupBy(runs, hourOf).values()];
  const outliers: OutlierHost[] = [];
  for (const { culprit, blockedMs } of culprits) {
    const { fingerprint } = culprit;
    const rates = ratesOf(runs, blockedMs);
    const groups = daily.has(fingerprint) ? byHour : byVersion;
    const found = hosts.flatMap((host): OutlierHost[] => {
      const strata = groups.map((here) => {
        const ratesOn = (own: boolean) =>
          here.filter((run) => (run.host === host) === own).map(({ run }) => rates.get(run) ?? 0);
        return { before: ratesOn(false), after: ratesOn(true) };
      });
      const own = strata.flatMap(({ after }) => after);
      const others = strata.flatMap(({ before, after }) => (after.length > 0 ? before : []));
      const result = rankTest(strata.map(({ before, after }) => ({ before: before.map((ms) => ms * NATURE), after })));
      if (result === null || own.length < LEAST_RUNS) return [];
      const hostMsPerHour = mean(own) ?? 0;
      const othersMsPerHour = mean(others) ?? 0;
      const p = Math.min(1, result.up * culprits.length * hosts.length * KINDS_OF_ANSWER);
      const isMore = hostMsPerHour >= othersMsPerHour * LEAST_RATIO && hostMsPerHour >= LEAST_MS_PER_HOUR;
      if (p >= ALPHA || !isMore) return [];
      return [
        {
          kind: 'outlier-host',
          fingerprint,
          host,
          hostMsPerHour,
          othersMsPerHour,
          ratio: othersMsPerHour > 0 ? hostMsPerHour / othersMsPerHour : null,
          runs: { host: own.length, others: others.length },
          p,
        },
      ];
    });
    const [worst] = found.sort((a, b) => a.p - b.p);
    if (worst !== undefined) outliers.push(worst);
  }
  return outliers.sort((a, b) => a.p - b.p);
}

const HOUR_MS = 3_600_000;

/** The hour of the day at which a run began, to the nearest: clocks disagree by minutes. */
function hourOf({ startMs }: RunRecord): string {
  return String(Math.round(startMs / HOUR_MS) % 24);
}

function groupBy(
  runs: readonly RunRecord[],
  keyOf: (run: RunRecord) => string | null,
): ReadonlyMap<string | null, readonly RunRecord[]> {
  const groups = new Map<string | null, RunRecord[]>();
  for (const run of runs) {
    const group = groups.get(keyOf(run));
    if (group) group.push(run);
    else groups.set(keyOf(run), [run]);
  }
  return groups;
}
