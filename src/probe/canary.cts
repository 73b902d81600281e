/**
 * A small job for libuv's thread pool, which all threads of a process share, handed over by the monitor now and then while
 * the program uses the pool. How long it waits for a thread is how long the program's own jobs wait.
 */
import fs = require('node:fs');
import path = require('node:path');
import layout = require('./shared.cjs');

import type { PoolWaitEvent } from '../trace/observed.js' with { 'resolution-mode': 'import' };

const { WORD, CELL } = layout;

/** One job in this time, while the program hands over its own. */
const EVERY_MS = 100;
/** A job that is out for so long makes the program's thread count its own. */
const COUNT_FROM_MS = 40;
/** Shorter waits are told by nobody. */
const TELL_FROM_MS = 60;

interface Canary {
  /** A job is out: its answer needs the monitor's own loop to turn. */
  isOut(): boolean;
  step(now: number): void;
  /** The process leaves. */
  finish(now: number): void;
}

const ns = (ms: number) => Math.round(ms * 1e6);

function makeCanary(
  { words, cells }: ReturnType<typeof layout.shared>,
  monitorLateMs: () => number,
  cpuNs: () => number | null,
  write: (event: PoolWaitEvent) => void,
): Canary {
  const root = path.parse(process.execPath).root;
  let seenJobs = words[WORD.POOL_JOBS] as number;
  let nextMs = 0;
  let out: {
    readonly atMs: number;
    readonly markMs: number;
    readonly idleMs: number;
    readonly lateMs: number;
    readonly cpuNs: number | null;
    /** When it was last known to wait. */
    waitsMs: number;
    jobs: number;
  } | null = null;

  function told(): void {
    words[WORD.POOL_LATE] = 0;
    if (out === null) return;
    const { atMs, markMs, idleMs, lateMs, waitsMs, jobs } = out;
    const workedNs = (cpuNs() ?? Number.POSITIVE_INFINITY) - (out.cpuNs ?? 0);
    out = null;
    if (waitsMs - atMs < TELL_FROM_MS) return;
    const spanMs = (cells[CELL.MARK_MS] as number) - markMs;
    const activeMs = Math.max(0, spanMs - ((cells[CELL.IDLE_MS] as number) - idleMs));
    write({
      type: 'pool-wait',
      atNs: ns(atMs),
      waitNs: ns(waitsMs - atMs),
      // The pool's threads may keep the loop's own from a core: that is no work of the loop's.
      activeNs: Math.min(ns(activeMs), ns(waitsMs - atMs), workedNs),
      monitorLateNs: ns(monitorLateMs() - lateMs),
      jobs,
      threads: cells[CELL.POOL_THREADS] as number,
    });
  }

  return {
    isOut: () => out !== null,
    step(now) {
      if (out !== null) {
        out.waitsMs = now;
        if (now - out.atMs >= COUNT_FROM_MS) words[WORD.POOL_LATE] = 1;
        out.jobs = Math.max(out.jobs, cells[CELL.POOL_OPEN] as number);
        return;
      }
      const jobs = words[WORD.POOL_JOBS] as number;
      if (jobs === seenJobs || now < nextMs) return;
      seenJobs = jobs;
      nextMs = now + EVERY_MS;
      out = {
        atMs: now,
        markMs: cells[CELL.MARK_MS] as number,
        idleMs: cells[CELL.IDLE_MS] as number,
        lateMs: monitorLateMs(),
        cpuNs: cpuNs(),
        waitsMs: now,
        jobs: 0,
      };
      fs.stat(root, told);
    },
    finish(now) {
      if (out !== null) out.waitsMs = now;
      told();
    },
  };
}

export = { makeCanary };
