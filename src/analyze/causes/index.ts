import type { Doing } from '../slices.js';
import type { StallView } from '../stall-view.js';
import { BUILTIN_SHARE } from '../thresholds.js';
import { doing, type Judge, type Judged, sumNs } from './cause.js';
import { cpu } from './cpu.js';
import { cpuStarved } from './cpu-starved.js';
import { gc, longCollection } from './gc.js';
import { json } from './json.js';
import { microtaskFlood } from './microtask-flood.js';
import { manyModules, moduleLoad } from './module-load.js';
import { builtin, native } from './native.js';
import { regex } from './regex.js';
import { sleepLoop } from './sleep-loop.js';
import { suspended } from './suspended.js';
import { syncCall } from './sync-call.js';

/** A loop on the clock takes as long as it was told to, core or no core: the machine is not what to blame. */
const sleepLoopAnyway: Judge = (view) =>
  sumNs(doing(view, 'js')) >= BUILTIN_SHARE * sumNs(view.slices) ? sleepLoop(view) : null;

/** Decided by measurement, in this order, before it is asked what the thread was doing for most of the time. */
const MEASURED: readonly Judge[] = [suspended, longCollection, sleepLoopAnyway, cpuStarved, gc];

/** Whoever held most of the stall's time is asked; the first that recognises it names the cause. */
const BY_DOING: Readonly<Record<Doing, readonly Judge[]>> = {
  json: [json],
  'sync-call': [syncCall],
  'module-load': [moduleLoad],
  'microtask-flood': [microtaskFlood],
  regex: [regex],
  native: [sleepLoop, native],
  js: [manyModules, sleepLoop, builtin, cpu],
};

/** In this order where two hold the same. */
const ORDER: readonly Doing[] = ['json', 'sync-call', 'module-load', 'microtask-flood', 'regex', 'native', 'js'];

/** What was seen for less of a stall than this explains nothing of it. */
const SEEN_SHARE = 0.02;

function mostlyDoing(view: StallView): Doing {
  const times = new Map(ORDER.map((kind) => [kind, sumNs(doing(view, kind))]));
  const regexNs = times.get('regex') ?? 0;
  const jsNs = times.get('js') ?? 0;
  // Short expressions in a loop are looked up in as often as the loop itself; one that backtracks leaves no other look.
  if (regexNs < BUILTIN_SHARE * (regexNs + jsNs)) {
    times.set('js', regexNs + jsNs);
    times.set('regex', 0);
  }
  const best = ORDER.reduce((a, b) => ((times.get(b) ?? 0) > (times.get(a) ?? 0) ? b : a));
  return (times.get(best) ?? 0) > SEEN_SHARE * view.durationNs ? best : 'js';
}

/** Tells why a stall happened and whose line it was. */
export function judge(view: StallView): Judged {
  for (const measured of MEASURED) {
    const found = measured(view);
    if (found !== null) return found;
  }
  for (const candidate of BY_DOING[mostlyDoing(view)]) {
    const found = candidate(view);
    if (found !== null) return found;
  }
  return cpu(view) as Judged;
}
