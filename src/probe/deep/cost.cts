/**
 * What a task costs on this machine, with nothing in it: measured on the monitor's own thread while the target is not yet
 * running. The smallest of several rounds, so that a busy machine does not count.
 */
import v8 = require('node:v8');

const ROUNDS = 8;
const TASKS = 1500;

interface Costs {
  /** Of one promise job: an `await` that has nothing to wait for, and the call that it is in. */
  readonly promiseJobNs: number;
  /** The same while promises are followed. */
  readonly followedJobNs: number;
  readonly tickNs: number;
  readonly immediateNs: number;
}

let costs: Costs | null = null;

async function step(n: number): Promise<number> {
  return n + 1;
}

async function promiseJobs(): Promise<void> {
  for (let n = 0; n < TASKS; ) n = await step(n);
}

function ticks(): Promise<void> {
  return new Promise((resolve) => {
    let left = TASKS;
    const next = () => {
      if (--left === 0) resolve();
      else process.nextTick(next);
    };
    process.nextTick(next);
  });
}

function immediates(): Promise<void> {
  return new Promise((resolve) => {
    let left = TASKS / 10;
    const next = () => {
      if (--left <= 0) resolve();
      else setImmediate(next);
    };
    setImmediate(next);
  });
}

async function smallestNs(round: () => Promise<void>, tasks: number): Promise<number> {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const startMs = performance.now();
    await round();
    smallest = Math.min(smallest, performance.now() - startMs);
  }
  return Math.round((smallest / tasks) * 1e6);
}

/** Hooks that do what those of the target's thread do for a promise that is let pass. */
function followed(): () => void {
  const known = new WeakMap<object, object>();
  let found = 0;
  const look = (promise: object) => {
    if (known.get(promise) !== undefined) found++;
  };
  const init = (promise: object, parent: object | undefined) => look(parent ?? promise);
  return v8.promiseHooks.createHook({ init, before: look, after: () => found, settled: look } as Parameters<
    typeof v8.promiseHooks.createHook
  >[0]) as unknown as () => void;
}

/** Takes some ten ms. */
async function measure(): Promise<void> {
  const promiseJobNs = await smallestNs(promiseJobs, TASKS);
  const tickNs = await smallestNs(ticks, TASKS);
  const immediateNs = await smallestNs(immediates, TASKS / 10);
  const stop = followed();
  const followedJobNs = await smallestNs(promiseJobs, TASKS);
  stop();
  costs = { promiseJobNs, followedJobNs: Math.max(followedJobNs, promiseJobNs), tickNs, immediateNs };
}

/** What `measure` found; empty before. */
function measured(): Costs | Record<string, never> {
  return costs ?? {};
}

export = { measure, measured };
