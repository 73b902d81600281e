/** Counts tasks over spans of about a second, with the CPU time that the thread took, and where most of them come from. */
import type { DeepMessage } from './messages.cjs';

type Tasks = Extract<DeepMessage, { what: 'tasks' }>;

const SPAN_MS = 1000;
/** The last span of a run is told from here on. */
const SHORTEST_MS = 100;
/** Fewer tasks a second are nobody's trouble; the analysis draws its line above. */
const TOLD_PER_SECOND = 50_000;
/** Places counted at most in one span. */
const MAX_PLACES = 2000;

interface TaskCounter {
  /** Ends the span if it is long enough; `last`: whatever its length. */
  look(nowMs: number, last?: boolean): void;
  /** A task was queued at this stack, as far as places are taken. */
  at(stack: number): void;
  /** Callbacks other than promise jobs. */
  tick(): void;
  immediate(): void;
}

/** `jobs` counts promise jobs; `readCpuNs` gives the thread's CPU time, `placesMs` what taking places took of it. */
function countTasks(
  jobs: () => number,
  readCpuNs: () => number,
  placesMs: () => number,
  followedJobs: () => number,
  startMs: number,
  tell: (message: Tasks) => void,
): TaskCounter {
  const counts = new Map<number, number>();
  let fromMs = startMs;
  let fromJobs = jobs();
  let fromCpuNs = readCpuNs();
  let fromPlacesMs = placesMs();
  let fromFollowed = followedJobs();
  let ticks = 0;
  let immediates = 0;

  function mostCommon(): { stack: number; share: number } {
    let [stack, most, sum] = [0, 0, 0];
    for (const [one, count] of counts) {
      sum += count;
      if (count > most) [stack, most] = [one, count];
    }
    return { stack, share: sum === 0 ? 0 : most / sum };
  }

  return {
    at(stack) {
      const count = counts.get(stack);
      if (count !== undefined || counts.size < MAX_PLACES) counts.set(stack, (count ?? 0) + 1);
    },
    tick() {
      ticks++;
    },
    immediate() {
      immediates++;
    },
    look(nowMs, last = false) {
      const spanMs = nowMs - fromMs;
      if (spanMs < (last ? SHORTEST_MS : SPAN_MS)) return;
      const promiseJobs = jobs() - fromJobs;
      const cpuNs = readCpuNs();
      if ((promiseJobs + ticks + immediates) / spanMs >= TOLD_PER_SECOND / 1000) {
        tell({
          m: 'deep',
          what: 'tasks',
          fromMs,
          toMs: nowMs,
          promiseJobs,
          ticks,
          immediates,
          cpuNs: cpuNs - fromCpuNs,
          placesMs: placesMs() - fromPlacesMs,
          followedJobs: followedJobs() - fromFollowed,
          ...mostCommon(),
        });
      }
      fromMs = nowMs;
      fromJobs = jobs();
      fromCpuNs = cpuNs;
      fromPlacesMs = placesMs();
      fromFollowed = followedJobs();
      ticks = immediates = 0;
      counts.clear();
    },
  };
}

export = { countTasks };
