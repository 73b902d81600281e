/**
 * What a task costs on this machine, with nothing in it: measured on the monitor's own thread while the target is not yet
 * running. The quickest of several rounds: others are interrupted on a busy machine, or run code that is not warm yet, and
 * what is taken for scheduling would be the program's own work.
 */
import path = require('node:path');

import follower = require('./promises.cjs');
import placeBooks = require('./places.cjs');

const ROUNDS = 8;
const TASKS = 1000;

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
    let left = TASKS / 20;
    const next = () => {
      if (--left <= 0) resolve();
      else setImmediate(next);
    };
    setImmediate(next);
  });
}

/** ns a task. */
async function quickestNs(round: () => Promise<void>, tasks: number, rounds = ROUNDS): Promise<number> {
  const tookMs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const startMs = performance.now();
    await round();
    tookMs.push(performance.now() - startMs);
  }
  // The first half only warms the code up.
  return Math.round((Math.min(...tookMs.slice(rounds >> 1)) / tasks) * 1e6);
}

/** The hooks themselves, on a clock by which their budget is soon spent: promises are let pass, as in a program of many. */
function followed(): () => void {
  let clockMs = 0;
  const promises = follower.followPromises({
    places: placeBooks.makePlaces(path.dirname(__dirname)),
    nowMs: () => ++clockMs,
    cpuNs: () => 0,
    onJobs: () => {},
    onPlaced: () => {},
    onFail: () => {},
  });
  return promises.stop;
}

/** Takes some ten ms. */
async function measure(): Promise<void> {
  const promiseJobNs = await quickestNs(promiseJobs, TASKS);
  const tickNs = await quickestNs(ticks, TASKS);
  const immediateNs = await quickestNs(immediates, TASKS / 20, 4);
  const stop = followed();
  const followedJobNs = await quickestNs(promiseJobs, TASKS);
  stop();
  costs = { promiseJobNs, followedJobNs: Math.max(followedJobNs, promiseJobNs), tickNs, immediateNs };
}

/** What `measure` found; empty before. */
function measured(): Costs | Record<string, never> {
  return costs ?? {};
}

export = { measure, measured };
