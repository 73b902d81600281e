import type { Proc } from '../attach/proc.js';

/** Why a process that was attached to is watched no longer: it has ended, or it is let go. */
export type Departure = 'gone' | 'duration' | 'interrupt';

/** What ends a visit. */
export interface AwaitedDeparture {
  /** Raised with the first that comes. */
  readonly signal: AbortSignal;
  readonly happened: Promise<Departure>;
  /** Raised by another Ctrl-C: nobody wants to wait any more. */
  readonly insisted: AbortSignal;
  /** Has it come after this long at the latest; null: never. Counts from the first call. */
  readonly startClock: (durationMs: number | null) => void;
  /** Waits no more. */
  readonly stop: () => void;
}

const INTERRUPTS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How often it is looked whether the process is there: it is not our child, so nobody tells. */
const LOOK_EVERY_MS = 200;

/** Waits for the first of: the process's end, Ctrl-C or another word to stop, and the clock. */
export function waitForDeparture(
  proc: Pick<Proc, 'startTicks' | 'status'>,
  source: Pick<NodeJS.Process, 'on' | 'off'> = process,
): AwaitedDeparture {
  const over = new AbortController();
  const insisted = new AbortController();
  let tell: (how: Departure) => void = () => {};
  const happened = new Promise<Departure>((resolve) => {
    tell = resolve;
  });
  const end = (how: Departure) => {
    tell(how);
    over.abort();
  };
  const onInterrupt = () => {
    if (over.signal.aborted) insisted.abort();
    end('interrupt');
  };
  const began = proc.startTicks();
  const isGone = () => proc.startTicks() !== began || proc.status()?.state === 'Z';
  const looking = setInterval(() => isGone() && end('gone'), LOOK_EVERY_MS);
  let timer: NodeJS.Timeout | undefined;
  for (const signal of INTERRUPTS) source.on(signal, onInterrupt);
  return {
    signal: over.signal,
    happened,
    insisted: insisted.signal,
    startClock(durationMs) {
      if (durationMs !== null) timer ??= setTimeout(() => end('duration'), durationMs);
    },
    stop() {
      clearInterval(looking);
      clearTimeout(timer);
      for (const signal of INTERRUPTS) source.off(signal, onInterrupt);
    },
  };
}
