import type { Follower } from './follow.js';
import type { CliProcess } from './host.js';
import { livePlaces } from './live-places.js';
import { describeRun, describeStall } from './live-words.js';
import { type OpenStall, watchRun } from './run-watch.js';
import { openStatusLine } from './status-line.js';

/** Where the line has no place of its own, a stall is worth it once a person would wonder. */
const WORTH_A_LINE_NS = 1e9;

/** How often the trace is looked at: a counter of tenths of seconds needs no more. */
const POLL_MS = 250;

/** The same while the line is in the target's way, which may write again at any moment. */
const IN_THE_WAY_POLL_MS = 50;

/** A process that stalls says so at least every fiftieth of the stall; one that is silent far longer is dead. */
const SILENCE_NS = 2e9;
const SILENCE_SHARE = 0.1;

/** After Ctrl-C a target gets this long before the user is told how to be rid of it. */
const PATIENCE_MS = 1000;
const HOW_TO_KILL = 'loopcheck: the target is still busy; Ctrl-C again kills it';

/** Programs that are done sooner need no status, and their terminal is left alone. */
const WORTH_A_STATUS_NS = 1e9;

/** The line that tells how the run goes while it lasts. */
export interface Live {
  /** What has to hear of the trace for it; null where nothing is shown. */
  readonly follower: Follower | null;
  /** The user pressed Ctrl-C: if the target is still there after a while, say how it can be killed. */
  readonly interrupted: () => void;
  /** Takes the line away. Call it before anything else is printed. */
  readonly stop: () => void;
}

const NOTHING: Live = { follower: null, interrupted: () => {}, stop: () => {} };

/** A line that changes is for a person at a terminal: not for a log, nor for CI, which may have a terminal of its own. */
export function showsLive({ stderr, env }: CliProcess): boolean {
  return stderr.isTTY === true && env['TERM'] !== 'dumb' && isUnset(env['CI']);
}

function isUnset(value: string | undefined): boolean {
  return value === undefined || value === '' || value === 'false' || value === '0';
}

/**
 * While the target runs, shows one line on stderr: how long it has run, the lag of its loops, its stalls, and where it
 * stands still. On a terminal that does not tell its size the line would be in the target's way, so it is there only
 * for stalls of over a second. `nowNs` counts from the run's origin.
 */
export function startLive(host: CliProcess, nowNs: () => number, isQuiet = false): Live {
  if (isQuiet || !showsLive(host)) return NOTHING;
  const line = openStatusLine(host.stderr);
  const watched = watchRun();
  const placeOf = livePlaces(host.cwd());
  let mustKill = false;
  let patience: NodeJS.Timeout | undefined;
  const text = (): string | null => {
    if (mustKill && line.isApart) return HOW_TO_KILL;
    const worth = worthShowing(watched.open(), nowNs(), line.isApart ? 0 : WORTH_A_LINE_NS);
    const stall = worth === null ? null : { ...worth, place: placeOf(worth) };
    if (!line.isApart) return stall === null ? null : describeStall(stall, nowNs(), host.cwd());
    if (nowNs() < WORTH_A_STATUS_NS) return null;
    return describeRun({ watched, stall, nowNs: nowNs() }, host.cwd());
  };
  const settled = () => {
    const wanted = text();
    line.show(wanted);
    return wanted === null || line.isApart ? POLL_MS : IN_THE_WAY_POLL_MS;
  };
  const tellHowToKill = () => {
    mustKill = true;
    if (line.isApart) return line.show(HOW_TO_KILL);
    line.show(null);
    host.stderr.write(`\n${HOW_TO_KILL}\n`);
  };
  return {
    follower: { take: watched.take, settled },
    interrupted: () => {
      patience ??= setTimeout(tellHowToKill, PATIENCE_MS);
    },
    stop: () => {
      clearTimeout(patience);
      line.end();
    },
  };
}

function worthShowing(open: readonly OpenStall[], nowNs: number, longerThanNs: number): OpenStall | null {
  return (
    open.find(({ startNs, seenNs }) => {
      const isAlive = nowNs - seenNs < SILENCE_NS + SILENCE_SHARE * (seenNs - startNs);
      return isAlive && nowNs - startNs > longerThanNs;
    }) ?? null
  );
}
