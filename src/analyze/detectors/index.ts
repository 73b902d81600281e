import type { Finding } from '../diagnosis.js';
import { bigJson } from './big-json.js';
import { blockedStartup } from './blocked-startup.js';
import { blockingCall } from './blocking-call.js';
import { callbackPyramid } from './callback-pyramid.js';
import { cpuBound } from './cpu-bound.js';
import type { Detector, DetectorContext, Traits } from './detector.js';
import { fakeAsync } from './fake-async.js';
import { floatingPromise } from './floating-promise.js';
import { gcPressure } from './gc-pressure.js';
import { ignoredBackpressure } from './ignored-backpressure.js';
import { ignoredError } from './ignored-error.js';
import { leakedHandle } from './leaked-handle.js';
import { loopStarvation } from './loop-starvation.js';
import { missingTimeout } from './missing-timeout.js';
import { moduleLoad } from './module-load.js';
import { neverSettled } from './never-settled.js';
import { NOTES } from './notes.js';
import { sequentialAwaits } from './sequential-awaits.js';
import { sleepLoop } from './sleep-loop.js';
import { slowRegex } from './slow-regex.js';
import { syncAsyncMix } from './sync-async-mix.js';
import { taskChurn } from './task-churn.js';
import { threadpoolSaturation } from './threadpool-saturation.js';
import { unboundedConcurrency } from './unbounded-concurrency.js';

/** The one table of findings, in the order in which they are listed. */
export const DETECTORS: readonly Detector[] = [
  blockingCall,
  sleepLoop,
  cpuBound,
  slowRegex,
  bigJson,
  fakeAsync,
  loopStarvation,
  blockedStartup,
  moduleLoad,
  gcPressure,
  threadpoolSaturation,
  unboundedConcurrency,
  sequentialAwaits,
  missingTimeout,
  ignoredError,
  leakedHandle,
  ignoredBackpressure,
  syncAsyncMix,
  floatingPromise,
  neverSettled,
  taskChurn,
  callbackPyramid,
];

/** What is known of every finding and of every cause with a page of its own, in the order of all lists. */
export const TRAITS: readonly Traits[] = [...DETECTORS, ...NOTES];

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** Asks every detector; the worst finding first. */
export function detect(context: DetectorContext, detectors: readonly Detector[] = DETECTORS): Finding[] {
  const found = detectors.flatMap((detector) => detector.check(context));
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.totalMs - a.totalMs);
}
