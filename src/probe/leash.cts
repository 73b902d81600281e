/**
 * How a process that loopcheck has attached to learns that it is to be let go: a file is taken away, or loopcheck's process
 * is gone, however it ended. No port has to be opened for that, and nothing stays behind when loopcheck is killed.
 */
import fs = require('node:fs');

import type { AttachedConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Order } from './sampler.cjs';

const { existsSync } = fs;
const { kill } = process;

/** How often it is looked after. */
const LOOK_EVERY_MS = 200;
/** A loop that has not turned by then is blocked. */
const PATIENCE_MS = 500;

interface Leash {
  /** What the main thread is to be told now; null for nothing. */
  step(nowMs: number): Order | null;
}

function isGone(pid: number): boolean {
  try {
    kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function makeLeash({ leash, ownerPid }: AttachedConfig): Leash {
  let nextMs = 0;
  let loosenedMs: number | null = null;
  return {
    step(nowMs) {
      if (nowMs < nextMs) return null;
      nextMs = nowMs + LOOK_EVERY_MS;
      if (loosenedMs === null) {
        if (existsSync(leash) && !isGone(ownerPid)) return null;
        loosenedMs = nowMs;
        return 'stop';
      }
      return nowMs - loosenedMs >= PATIENCE_MS ? 'stop-now' : null;
    },
  };
}

export = { makeLeash };
