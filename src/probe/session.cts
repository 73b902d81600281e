/** What `loopcheck attach` calls in a process that is running, in a turn of its loop. */
import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import arming = require('./arm.cjs');
import undo = require('./undo.cjs');

/** The monitor takes some 30 ms to start; a machine that is short of cores takes its time. */
const READY_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 5;
/** The monitor looks every five ms: a starved one may miss a pause, and gets another. */
const PAUSE_MS = 20;

const { setTimeout: later } = globalThis;
const now = performance.now.bind(performance);

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Puts the probe in, and begins to watch when the monitor is ready; the loop goes on meanwhile. `began` is called then:
 * with null, or with why it could not be; nothing is left in place in that case.
 */
function open(config: ProbeConfig, began: (why: string | null) => void): void {
  const safely = (work: () => void) => {
    try {
      work();
    } catch (error) {
      undo.undoAll();
      began(textOf(error));
    }
  };
  safely(() => {
    const ready = arming.prepare(config, null, true);
    const untilMs = now() + READY_WITHIN_MS;
    const look = () => {
      ready.pause(PAUSE_MS);
      if (!ready.isReady() && now() < untilMs) {
        later(() => safely(look), LOOK_EVERY_MS).unref();
        return;
      }
      ready.begin();
      began(null);
    };
    look();
  });
}

export = { open };
