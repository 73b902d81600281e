import { diagnose } from '../../src/analyze/diagnose.js';
import type { Stall } from '../../src/analyze/diagnosis.js';
import { type ProcessSpec, runTrace, type StallSpec } from './trace-builder.js';

/** Judges one stall of a process that has been running for a while. */
export async function judgeOne(stall: StallSpec, rest: ProcessSpec = {}): Promise<Stall> {
  const { stalls } = await diagnose(runTrace({ ...rest, stalls: [stall] }));
  const [first] = stalls;
  if (first === undefined) throw new Error('no stall was found');
  return first;
}

/** `main.js:12`, or null. */
export function placeOf(stall: Stall): string | null {
  const { location } = stall;
  return location === null ? null : `${location.file.split('/').at(-1)}:${location.line}`;
}

/** Frames below a user's callback when a timer called it. */
export const TIMER = ['listOnTimeout@node:internal/timers:581:17', 'process.processTimers@node:internal/timers:519:7'];

/** Frames below a user's callback when the microtask queue called it. */
export const TICK = ['process.processTicksAndRejections@node:internal/process/task_queues:95:5'];

/** Frames of the CommonJS loader, innermost first. */
export const LOADER = [
  'Module._compile@node:internal/modules/cjs/loader:1521:14',
  'Module.load@node:internal/modules/cjs/loader:1266:32',
  'require@node:internal/modules/helpers:182:18',
];
