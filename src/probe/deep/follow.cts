/**
 * Deep mode on one thread: follows its promises and callbacks, and tells the monitor what it found, now and then and at
 * the end. Loaded with `--deep` alone.
 */
import layout = require('../shared.cjs');
import schedules = require('../schedule.cjs');
import failures = require('../failures.cjs');
import chainBooks = require('./chains.cjs');
import heldBooks = require('./held.cjs');
import follower = require('./promises.cjs');
import placeBooks = require('./places.cjs');
import taskCounts = require('./tasks.cjs');

import type { Message } from '../messages.cjs';
import type { DeepMessage, Place } from './messages.cjs';

const { CELL } = layout;
/** How often news is told: what a kill may cost. Odd, for Node lists timers by their length and the probe counts lists. */
const TELL_EVERY_MS = 487;
/** Places told in one go. */
const MAX_TOLD = 50;
const { setInterval: startInterval } = globalThis;

interface DeepDeps {
  readonly memory: ReturnType<typeof layout.shared>;
  readonly nowMs: () => number;
  /** False where the message found no room. */
  readonly tell: (message: Message) => unknown;
  /** The system's number of this thread. */
  readonly threadNumber: number;
  /** Stacks of files there are the probe's own. */
  readonly ownFolder: string;
}

/** CPU time of this thread in ns; of the process where the system has no /proc. */
function cpuReader(threadNumber: number): () => number {
  const read = schedules.scheduleReader(threadNumber);
  const { cpuUsage } = process;
  const ofProcess = () => {
    const { user, system } = cpuUsage();
    return (user + system) * 1000;
  };
  return () => read?.()?.cpuNs ?? ofProcess();
}

function goDeep({ memory, nowMs, tell, threadNumber, ownFolder }: DeepDeps): void {
  const places = placeBooks.makePlaces(ownFolder);
  const told = new Set<number>();
  const cpuNs = cpuReader(threadNumber);

  /** Makes sure that the monitor knows a stack. */
  function introduce(stack: number): void {
    if (stack === 0 || told.has(stack)) return;
    if (tell({ m: 'deep', what: 'stack', id: stack, stack: places.stackOf(stack) }) !== false) told.add(stack);
  }

  function say(message: DeepMessage, ...stacks: number[]): boolean {
    for (const stack of stacks) introduce(stack);
    return tell(message) !== false;
  }

  const promises = follower.followPromises({
    places,
    nowMs,
    cpuNs,
    onJobs: (atMs) => {
      pace(atMs);
      tasks.look(atMs);
    },
    onPlaced: (stack) => tasks.at(stack),
    onFail: fail,
  });
  const tasks = taskCounts.countTasks(
    () => promises.jobs,
    cpuNs,
    () => promises.spentMs,
    () => promises.followedJobs,
    nowMs(),
    (message) => say(message, message.stack),
  );

  const held = heldBooks.followHeld();
  let madeSoFar = 0;
  const chains = chainBooks.followChains({
    places,
    nowMs,
    cpuNs,
    onTick: tasks.tick,
    onImmediate: tasks.immediate,
    wants: held.wants,
    onMade(type, resource, stack) {
      // Of what Node and the probe make there is no end.
      if (stack === 0) return;
      madeSoFar++;
      held.made(type, resource, stack);
    },
  });

  let toldAtMade = -1;
  let lastMade = -1;
  /** Told once nothing new was made since the last time: what is left then may be what keeps the thread alive. */
  function tellHeld(atMs: number, last: boolean): void {
    const isQuiet = madeSoFar === lastMade || last;
    lastMade = madeSoFar;
    if (!isQuiet || toldAtMade === madeSoFar) return;
    toldAtMade = madeSoFar;
    const rows = held.rows();
    if (rows.length > 0) say({ m: 'deep', what: 'held', atMs, rows }, ...rows.map(([, stack]) => stack));
  }

  let pacedMs = nowMs();
  let pacedJobs = 0;
  /** Looks how many promise jobs there were since the last time. */
  function pace(atMs: number): void {
    if (atMs > pacedMs) chains.pace(((promises.jobs - pacedJobs) / (atMs - pacedMs)) * 1000);
    pacedMs = atMs;
    pacedJobs = promises.jobs;
  }

  function countOf(place: Place, leaving: boolean): number {
    // Whoever leaves by `process.exit` does not return any more, and leaves behind what is still open.
    // With gaps it is not known who has returned.
    return place.open - (leaving || promises.hasGaps ? 0 : place.running);
  }

  function tellPlaces(atMs: number, leaving: boolean): void {
    const changed = [...promises.floating.places.values()].filter((place) => place.changed);
    const counted = changed.map((place) => ({ place, count: countOf(place, leaving) }));
    for (const { place, count } of counted.sort((a, b) => b.count - a.count).slice(0, MAX_TOLD)) {
      const { stack, via, made, unsettled, rejected } = place;
      if (count === 0 && !told.has(stack)) place.changed = false;
      else {
        const running = leaving || promises.hasGaps ? 0 : place.running;
        const left = Math.max(0, unsettled - running);
        const message = {
          m: 'deep',
          what: 'floating',
          atMs,
          stack,
          via,
          made,
          count,
          unsettled: left,
          rejected,
          gaps: promises.hasGaps,
        } as const;
        if (say(message, stack)) place.changed = false;
      }
    }
  }

  let toldMs = 0;
  function addCost(): void {
    const spentMs = promises.spentMs + chains.spentMs;
    memory.cells[CELL.PROBE_MS] = (memory.cells[CELL.PROBE_MS] as number) + spentMs - toldMs;
    toldMs = spentMs;
  }

  /** `leaving`: the process ends before all is done; `last`: it ends. */
  function tellSoFar(leaving: boolean, last: boolean): void {
    const atMs = nowMs();
    promises.rest(atMs);
    chains.rest(atMs);
    pace(atMs);
    tasks.look(atMs, last);
    tellPlaces(atMs, leaving);
    tellHeld(atMs, last);
    for (const stacks of chains.fresh()) say({ m: 'deep', what: 'chain', stacks, atMs }, ...stacks);
    addCost();
  }

  function tellWhole(): void {
    const { promises: all, placed, sampled } = promises;
    say({ m: 'deep', what: 'followed', atMs: nowMs(), promises: all, placed, sampled });
  }

  /** A fault of the probe's own ends deep mode, and never becomes the target's uncaught error. */
  function fail(error: unknown): void {
    promises.stop();
    chains.stop();
    tell({ m: 'eye', eye: 'promises', reason: `the probe failed: ${(error as Error).message}` });
  }

  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      fail(error);
    }
  }

  let dryAtJob = -1;
  process.on('beforeExit', () => {
    dryAtJob = promises.jobs;
  });
  const rejected = () =>
    safely(() => {
      const stack = promises.unhandled();
      if (stack !== 0) say({ m: 'deep', what: 'rejected', atMs: nowMs(), stack }, stack);
    });
  process.on('uncaughtExceptionMonitor', (_error, origin) => {
    if (origin === 'unhandledRejection') rejected();
  });
  failures.onHandledRejection(rejected);
  process.on('exit', () => {
    safely(() => {
      promises.stop();
      chains.stop();
      const ranDry = dryAtJob === promises.jobs;
      tellSoFar(!ranDry, true);
      tellWhole();
      if (!ranDry) return;
      for (const one of promises.awaits.left()) {
        say({ m: 'deep', what: 'suspended', ...one }, one.stack, one.owner, one.on);
      }
    });
  });
  startInterval(() => safely(() => tellSoFar(false, false)), TELL_EVERY_MS).unref();
}

export = { goDeep };
