import { setTimeout as sleep } from 'node:timers/promises';
import type { Load, LoadEnding } from '../launch/load.js';
import { parseLine } from '../trace/parse-line.js';
import type { LoadEvent } from '../trace/run-events.js';
import type { Follower } from './follow.js';

/** A load should begin when the target is ready for it, give or take what nobody notices. */
const SOON_MS = 50;

/** A target that has not listened for so long is in no hurry, or never will. */
const PATIENT_AFTER_MS = 30_000;
const PATIENT_MS = 250;

/** A load whose target has gone may still be putting its own figures in order. */
const FAREWELL_MS = 1000;

/** What became of the load, once the target has ended. */
export type LoadOutcome = Omit<LoadEvent, 'type' | 'atNs'>;

const UNTOLD = { exitCode: null, signal: null, error: null };

/** The load of a run, from the wait for its port to its end. */
export interface OnPort {
  readonly follower: Follower;
  /** Aborted when the load has ended by itself. */
  readonly done: AbortSignal;
  /** Ctrl-C, which the target has already, and where it was typed so has the load: a second would cut its figures off. */
  readonly interrupted: (fromKeyboard: boolean) => void;
  /** The target has ended: so does the load. */
  readonly targetEnded: () => Promise<LoadOutcome>;
}

/** Waits for the first port of a target and starts the load then; `start` is told the port. */
export function awaitPort(command: string, start: (port: number) => Load): OnPort {
  const done = new AbortController();
  let running: { readonly port: number; readonly load: Load } | null = null;
  let waitedMs = 0;
  let isOver = false;
  const begin = (port: number) => {
    const load = start(port);
    running = { port, load };
    void load.ended.then(() => {
      if (!isOver) done.abort();
    });
  };
  const follower: Follower = {
    take: (_name, lines) => {
      const port = running === null && !isOver ? firstPort(lines) : null;
      if (port !== null) begin(port);
    },
    settled: () => {
      if (running !== null || isOver) return null;
      const waitMs = waitedMs < PATIENT_AFTER_MS ? SOON_MS : PATIENT_MS;
      waitedMs += waitMs;
      return waitMs;
    },
  };
  return {
    follower,
    done: done.signal,
    interrupted: (fromKeyboard) => {
      isOver = true;
      if (!fromKeyboard) running?.load.interrupt();
    },
    targetEnded: async () => {
      const wasDone = done.signal.aborted;
      isOver = true;
      if (running === null) return { command, port: null, outcome: 'never-began', ...UNTOLD };
      const { port, load } = running;
      const ending = await Promise.race([load.ended, sleep(FAREWELL_MS, null, { ref: false })]);
      await load.stop();
      return wasDone && ending !== null
        ? ended(command, port, ending)
        : { command, port, outcome: 'stopped', ...UNTOLD };
    },
  };
}

function ended(command: string, port: number, { exitCode, signal, error }: LoadEnding): LoadOutcome {
  const isWell = exitCode === null && signal === null && error === null;
  return { command, port, outcome: 'ended', exitCode: isWell ? 0 : exitCode, signal, error };
}

/** The first port in these lines on which a server began to listen; paths of pipes are none. */
function firstPort(lines: readonly string[]): number | null {
  for (const line of lines) {
    // Nearly all lines are something else, and not worth reading.
    if (!line.includes('"listen"')) continue;
    const parsed = parseLine(line);
    if (parsed.kind !== 'event' || parsed.event.type !== 'mark' || parsed.event.name !== 'listen') continue;
    const { detail = '' } = parsed.event;
    if (/^\d+$/.test(detail) && Number(detail) > 0) return Number(detail);
  }
  return null;
}

/** What the load means for the verdict. */
export type LoadFate = 'well' | 'failed' | 'never-began';

/** `failed` is a load that ended badly by itself: the report shows a run under less load than was meant. */
export function loadFate({ outcome, exitCode }: Pick<LoadOutcome, 'outcome' | 'exitCode'>): LoadFate {
  if (outcome === 'never-began') return 'never-began';
  return outcome === 'stopped' || exitCode === 0 ? 'well' : 'failed';
}
