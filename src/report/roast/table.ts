import type { CauseKind } from '../../analyze/diagnosis.js';
import { wording as bigJson } from './big-json.js';
import { wording as blockedStartup } from './blocked-startup.js';
import { wording as blockingCall } from './blocking-call.js';
import { wording as callbackPyramid } from './callback-pyramid.js';
import { wording as cpuBound } from './cpu-bound.js';
import { wording as cpuStarved } from './cpu-starved.js';
import type { Facts } from './facts.js';
import { wording as fakeAsync } from './fake-async.js';
import { wording as floatingPromise } from './floating-promise.js';
import { wording as gcPressure } from './gc-pressure.js';
import { wording as ignoredBackpressure } from './ignored-backpressure.js';
import { wording as ignoredError } from './ignored-error.js';
import { wording as leakedHandle } from './leaked-handle.js';
import { wording as loopStarvation } from './loop-starvation.js';
import { wording as missingTimeout } from './missing-timeout.js';
import { wording as moduleLoad } from './module-load.js';
import { wording as native } from './native.js';
import { wording as neverSettled } from './never-settled.js';
import { wording as sequentialAwaits } from './sequential-awaits.js';
import { wording as sleepLoop } from './sleep-loop.js';
import { wording as slowRegex } from './slow-regex.js';
import { wording as suspended } from './suspended.js';
import { wording as syncAsyncMix } from './sync-async-mix.js';
import { wording as taskChurn } from './task-churn.js';
import { wording as threadpoolSaturation } from './threadpool-saturation.js';
import { wording as unboundedConcurrency } from './unbounded-concurrency.js';
import { wording as unexercised } from './unexercised.js';
import type { Wording } from './wording.js';

/** Every finding that has words, in the order in which lists show them. */
export const WORDINGS: readonly Wording[] = [
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
  native,
  cpuStarved,
  suspended,
];

const ID_OF_KIND: Readonly<Record<CauseKind, string>> = {
  'sync-call': 'blocking-call',
  'sleep-loop': 'sleep-loop',
  regex: 'slow-regex',
  json: 'big-json',
  cpu: 'cpu-bound',
  gc: 'gc-pressure',
  'module-load': 'module-load',
  'microtask-flood': 'loop-starvation',
  native: 'native',
  'cpu-starved': 'cpu-starved',
  suspended: 'suspended',
};

/** The finding that speaks for a stall of this kind; loading modules while starting is a slow start. */
export function findingIdOf(kind: CauseKind, startup: boolean): string {
  return kind === 'module-load' && startup ? 'blocked-startup' : ID_OF_KIND[kind];
}

/** The words that suit the facts: what to say of one finding may differ by what it was found in. */
export function wordingFor({ id, figures: { kind } }: Facts): Wording {
  if (id === 'cpu-bound' && kind === 'native') return native;
  return id === 'blocking-call' && kind === 'not-exercised' ? unexercised : wordingOf(id);
}

/** The words of finding `id`; for an id without any, plain ones that say what was measured. */
export function wordingOf(id: string): Wording {
  return WORDINGS.find((wording) => wording.id === id) ?? unworded(id);
}

function unworded(id: string): Wording {
  const name = id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
  return {
    id,
    name,
    summary: '',
    title: () => name,
    message: ({ evidence }) => evidence,
    fix: () => '',
    roasts: [],
    roastsNowhere: [],
  };
}

const PAGES = 'docs/findings/';

/** The page that explains finding `id`, from the package's root. */
export function docsOf(id: string): string {
  return `${PAGES}${id}.md`;
}

/** What `loopcheck explain` takes to show the page at `docs`. */
export function pageOf(docs: string): string {
  return docs.slice(PAGES.length, -'.md'.length);
}
