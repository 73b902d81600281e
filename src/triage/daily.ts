import type { CulpritSums } from './aggregates.js';
import { ALPHA, type DailyJob, KINDS_OF_ANSWER } from './answers.js';
import { binomialTail } from './distributions.js';
import { dayOf } from './exposure.js';
import type { RunRecord } from './records.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const LEAST_DAYS = 3;
/** Of the culprit's blocked time. */
const LEAST_SHARE = 0.8;

/**
 * Culprits that keep to one hour of the day, on several days. What is counted are hours of hosts in which it blocked: as
 * many in one hour of the day would be rare where it came at any time that was recorded (binomial, times the tests).
 */
export function findDaily(culprits: readonly CulpritSums[], runs: readonly RunRecord[]): readonly DailyJob[] {
  const recorded = recordedShare(runs);
  const jobs = culprits.flatMap(({ culprit: { fingerprint }, hours }): DailyJob[] => {
    const totalMs = new Array<number>(HOURS).fill(0);
    const places = new Array<number>(HOURS).fill(0);
    const days = Array.from({ length: HOURS }, () => new Set<string>());
    for (const { hour, ...sums } of hours) {
      const ofDay = hour % HOURS;
      totalMs[ofDay] = (totalMs[ofDay] ?? 0) + sums.totalMs;
      places[ofDay] = (places[ofDay] ?? 0) + sums.places;
      days[ofDay]?.add(dayOf(hour * HOUR_MS));
    }
    const allMs = totalMs.reduce((sum, ms) => sum + ms, 0);
    const hour = totalMs.indexOf(Math.max(...totalMs));
    const share = (totalMs[hour] ?? 0) / allMs;
    const tries = places.reduce((sum, count) => sum + count, 0);
    const chance = binomialTail(places[hour] ?? 0, tries, recorded[hour] ?? 1);
    const p = Math.min(1, chance * HOURS * culprits.length * KINDS_OF_ANSWER);
    const count = days[hour]?.size ?? 0;
    return p < ALPHA && share >= LEAST_SHARE && count >= LEAST_DAYS
      ? [{ kind: 'daily', fingerprint, hour, days: count, share, p }]
      : [];
  });
  return jobs.sort((a, b) => a.p - b.p);
}

/** Which share of all that was recorded lies in each hour of the day. */
function recordedShare(runs: readonly RunRecord[]): readonly number[] {
  const hours = new Array<number>(HOURS).fill(0);
  for (const { startMs, endMs } of runs) {
    for (let hour = Math.floor(startMs / HOUR_MS); hour * HOUR_MS <= endMs; hour += 1) {
      hours[hour % HOURS] = (hours[hour % HOURS] ?? 0) + 1;
    }
  }
  const all = hours.reduce((sum, count) => sum + count, 0);
  return hours.map((count) => count / all);
}
