import { setTimeout as sleep } from 'node:timers/promises';
import type { Load, LoadEnding } from '../launch/load.js';
import { parseLine } from '../trace/parse-line.js';
import type { Follower } from './follow.js';

/** A load should begin when the target is ready for it, give or take what nobody notices. */
const SOON_MS = 50;

/** A target that has not listened for so long is in no hurry, or never will. */
const PATIENT_AFTER_MS = 30_000;
const PATIENT_MS = 250;

/** A load whose target has gone may still be putting its own figures in order. */
const FAREWELL_MS = 1000;

/** What became of the load, once the target has ended. */
export interface LoadOutcome {
  readonly command: string;
  /** The first port that the target listened on; null where it never did, and the load never began. */
  readonly port: number | null;
  /** How the load ended; null where it never began, or was stopped because its target had gone. */
  readonly ending: LoadEnding | null;
}

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
      if (running === null) return { command, port: null, ending: null };
      const { port, load } = running;
      const ending = await Promise.race([load.ended, sleep(FAREWELL_MS, null, { ref: false })]);
      await load.stop();
      return { command, port, ending: wasDone ? ending : null };
    },
  };
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

/** What is to be said of the load, in one sentence; null where it ended well, and so did its target after it. */
export function loadSentence({ command, port, ending }: LoadOutcome): string | null {
  if (port === null) return `The target ended before it listened on a port, so the load (${command}) never began.`;
  if (ending === null) return `The load (${command}) was still running when the target ended.`;
  const { error, signal, exitCode } = ending;
  if (error !== null) return `The load (${command}) could not be started (${error}).`;
  if (signal !== null) return `The load (${command}) was ended by ${signal}.`;
  return exitCode === null ? null : `The load (${command}) ended with exit code ${exitCode}.`;
}

/** What the load means for the verdict. */
export type LoadFate = 'well' | 'failed' | 'never-began';

/** `failed` is a load that ended badly by itself: the report shows a run under less load than was meant. */
export function loadFate({ port, ending }: LoadOutcome): LoadFate {
  if (port === null) return 'never-began';
  if (ending === null) return 'well';
  return ending.error === null && ending.signal === null && ending.exitCode === null ? 'well' : 'failed';
}
