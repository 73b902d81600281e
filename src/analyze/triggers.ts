import type { Stall, TriggerShare } from './diagnosis.js';
import { roundMs } from './round.js';

type Trigger = NonNullable<Stall['trigger']>;

/** Parts of a path that name one thing of many: numbers, UUIDs, long hexadecimal ids, and what is long and holds digits. */
const ID = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{16,}|(?=.*\d)[\w-]{20,})$/i;

/** `GET /users/:id` for `GET /users/42`: what a framework's own pattern would say, had there been one. */
function routeOf(label: string): string {
  const at = label.indexOf('/');
  if (at < 0) return label;
  const path = label.slice(at).split('/');
  return label.slice(0, at) + path.map((part) => (ID.test(part) ? ':id' : part)).join('/');
}

/** What several labels have in common; the label itself where it is no pattern of its type. */
function patternOf({ type, label }: Trigger): string {
  if (type === 'http-request') return routeOf(label);
  // A timer that is set anew with another delay each time is one timer.
  return type === 'timer' ? label.replace(/ \d+(?:\.\d+)? ms/, '') : label;
}

function placeKey(place: Trigger['setAt']): string {
  return place == null ? '' : `${place.file}:${place.line}:${place.column}`;
}

/** The middle of ascending figures. */
function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * What the loop was serving in these stalls, the largest total first. Requests of one route are one, whatever ids are in
 * their paths; where all are for the same path, that is told. Stalls of which it is not known are left out.
 */
export function triggerShares(stalls: readonly Stall[]): TriggerShare[] {
  const groups = new Map<string, { trigger: Trigger; stalls: Stall[]; labels: Set<string> }>();
  for (const stall of stalls) {
    const { trigger } = stall;
    if (trigger === null || trigger.label === '') continue;
    const key = `${trigger.type} ${patternOf(trigger)}`;
    const group = groups.get(key) ?? { trigger, stalls: [], labels: new Set() };
    groups.set(key, group);
    group.stalls.push(stall);
    group.labels.add(trigger.label);
  }
  const shares = [...groups.values()].map(({ trigger, stalls: own, labels }): TriggerShare => {
    const durations = own.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    const places = new Set(own.map((stall) => placeKey(stall.trigger?.setAt)));
    return {
      type: trigger.type,
      label: labels.size === 1 ? trigger.label : patternOf(trigger),
      setAt: places.size === 1 ? (trigger.setAt ?? null) : null,
      count: own.length,
      totalMs: roundMs(durations.reduce((sum, ms) => sum + ms, 0)),
      minMs: durations[0] ?? 0,
      medianMs: roundMs(medianOf(durations)),
      maxMs: durations.at(-1) ?? 0,
    };
  });
  return shares.sort((a, b) => b.totalMs - a.totalMs);
}
