/**
 * The monitor: one thread beside all the loops of a process. While they are on time it sleeps; when a pulse is late it
 * looks at the blocked thread again and again, and writes what it sees at once.
 */
import workers = require('node:worker_threads');

import type { EyeName, ProcessEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { MetricsConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import headers = require('./header.cjs');
import layout = require('./shared.cjs');
import eyes = require('./inspector-eye.cjs');
import schedules = require('./schedule.cjs');
import traceWriter = require('./trace-writer.cjs');
import segmentWriters = require('./segment-writer.cjs');
import snapshots = require('./snapshot.cjs');
import bookOfStacks = require('./stack-book.cjs');
import bookOfSources = require('./sources.cjs');
import recorders = require('./stall-recorder.cjs');
import healthLines = require('./health.cjs');
import loops = require('./loop.cjs');
import crowds = require('./crowd.cjs');
import canaries = require('./canary.cjs');
import leashes = require('./leash.cjs');

import type { Message, MonitorData } from './messages.cjs';

const { WORD, CELL } = layout;
const { ns } = recorders;

/** How often a late loop is looked after. */
const POLL_MS = 4;
const HEALTH_EVERY_MS = 1000;
/** The first line of a process comes after this, the next ones after as long again as it has run: it may be killed soon. */
const FIRST_HEALTH_MS = 100;
/** After its first minute a process that was launched tells of its health less often: an hour takes less than 1 MB so. */
const OFTEN_UNTIL_MS = 60_000;
const SELDOM_EVERY_MS = 3000;
/** How long, and how often, the stack of a thread that does not wait for it is asked for. */
const PROVE_WITHIN_MS = 2000;
const PROVE_AGAIN_MS = 5;
/** Waking up this late is the system's doing, not the timer's coarseness. */
const OWN_LATENESS_MS = 3;

const data = workers.workerData as MonitorData;
const { config, port } = data;
const memory = layout.shared(data.buffer);
const { words, cells } = memory;
const nowMs = layout.clockSince(BigInt(config.originNs));
const segments =
  config.recorder === undefined
    ? null
    : segmentWriters.makeSegmentWriter(config, config.recorder, process.pid, startBooksAnew);
const ownWriter = segments ?? traceWriter.makeWriter(config, process.pid, nowMs());
const outlets = config.recorder?.metrics === undefined ? null : openOutlets(config.recorder.metrics);
const writer: ReturnType<typeof traceWriter.makeWriter> =
  outlets === null
    ? ownWriter
    : {
        add: addHeard,
        flush: ownWriter.flush,
        get lostEvents() {
          return ownWriter.lostEvents;
        },
      };
const books = {
  writer,
  stacks: bookOfStacks.makeStackBook(),
  sources: bookOfSources.makeSourceBook(),
  mainFiles: data.header.script === null ? [] : [data.header.script],
  thresholdMs: config.thresholdMs,
  ...(data.tellsStalls === true
    ? { onStall: (stall: object) => port.postMessage(stall), onPing: () => port.postMessage(null) }
    : {}),
};

/** Where the figures go; loaded for those who want them. */
function openOutlets(settings: MetricsConfig) {
  const { makeOutlets } = require('./outlets/outlets.cjs') as typeof import('./outlets/outlets.cjs');
  const lateMs = () => nowMs() - (cells[CELL.MARK_MS] as number) - (cells[CELL.PULSE_MS] as number);
  return makeOutlets(settings, config, {
    nowMs,
    pulseMs: layout.PULSE_MS,
    lateMs: () => (words[WORD.LATE] === 1 ? Math.max(0, lateMs()) : 0),
    lostEvents: () => ownWriter.lostEvents,
    add: ownWriter.add,
  });
}

/** Adds a line to the trace of which the figures take note. */
function addHeard(event: ProcessEvent): number {
  outlets?.take(event);
  return ownWriter.add(event);
}

/** Numbers of frames mean what the file says that they stand in. */
function startBooksAnew(): void {
  books.stacks.restart();
  books.sources.restart();
}

const readSchedule = schedules.scheduleReader(process.pid) ?? (() => null);

let eye: Awaited<ReturnType<typeof eyes.openEye>> | null = null;
const shut = new Map<string, string>();
/** The first number is kept for the stall that a process was in when it was attached to: loopcheck writes that itself. */
let stallCount = config.attached === undefined ? 0 : 1;
let lateMs = 0;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const loopTurned = () => new Promise<void>((resolve) => setImmediate(resolve));

function shutEye(name: string, reason: string): void {
  if (shut.has(name)) return;
  shut.set(name, reason);
  writer.add({ type: 'eye', atNs: ns(nowMs()), eye: name as EyeName, reason });
}

function noteLateness(plannedMs: number, now: number): void {
  const over = now - plannedMs;
  if (over > OWN_LATENESS_MS) lateMs += over;
}

const common = {
  books,
  nowMs,
  nextStall: () => ++stallCount,
  monitorLateMs: () => lateMs,
  shutEye,
  isShut: (name: string) => shut.has(name),
};

const NOTHING: readonly Message[] = [];
let heard = 0;

function readPort(): readonly Message[] {
  const told = Atomics.load(words, WORD.TOLD);
  if (told === heard) return NOTHING;
  heard = told;
  const messages: Message[] = [];
  for (;;) {
    const next = workers.receiveMessageOnPort(port) as { message: Message } | undefined;
    if (next === undefined) return messages;
    messages.push(next.message);
  }
}

const main = loops.makeLoop({
  ...common,
  memory,
  threadId: 0,
  read: readPort,
  readSchedule,
  look: (done) => eye?.look(done),
  trustsWait: () => true,
  timesAll: false,
});

const crowd = crowds.makeCrowd({
  ...common,
  pool: data.pool,
  look: (threadId, done) => eye?.lookAtWorker(threadId, done),
  mainIsLate: () => words[WORD.LATE] === 1,
});

const leash = config.attached === undefined ? null : leashes.makeLeash(config.attached);

const canary = canaries.makeCanary(
  memory,
  () => lateMs,
  () => readSchedule()?.cpuNs ?? null,
  writer.add,
);

/**
 * The main thread waits in the preload: this is the planned pause, and the proof is its stack. One that was attached to
 * goes on meanwhile, and is asked for a short pause now.
 */
async function proves(opened: NonNullable<typeof eye>): Promise<boolean> {
  const look = () => new Promise<boolean>((resolve) => opened.look((seen) => resolve((seen?.f.length ?? 0) > 0)));
  if (config.attached === undefined) return look();
  Atomics.store(words, WORD.READY, layout.WANTS_PAUSE);
  const untilMs = nowMs() + PROVE_WITHIN_MS;
  while (nowMs() < untilMs) {
    if (await look()) return true;
    await sleep(PROVE_AGAIN_MS);
  }
  return false;
}

async function arm(): Promise<void> {
  writer.add(headers.headerOf(data));
  for (const text of config.recorder?.notes ?? []) writer.add({ type: 'note', atNs: ns(nowMs()), text });
  let proven = false;
  try {
    eye = await eyes.openEye();
    proven = await proves(eye);
  } catch (error) {
    shutEye('sampler', `no inspector: ${(error as Error).message}`);
  }
  if (eye !== null && !proven) {
    shutEye('sampler', 'the sampler brought no stack from the planned pause');
    eye = null;
  }
  if (readSchedule() === null) {
    shutEye('run-queue', `no /proc/self/task/*/schedstat on this ${process.platform} system`);
  }
  if (config.mode === 'deep') await (require('./deep/cost.cjs') as typeof import('./deep/cost.cjs')).measure();
  // Unless the main thread has given up waiting and gone on.
  for (const state of [0, layout.WANTS_PAUSE]) Atomics.compareExchange(words, WORD.READY, state, 1);
  Atomics.notify(words, WORD.READY);
}

/** The main thread is about to enter the target's code: says what the probe can see, and when that was. */
function begin(startMs: number): void {
  main.step(nowMs());
  const all = ['sampler', 'monitor', 'run-queue', 'gc', 'iteration-delay', 'calls'] as const;
  writer.add({
    type: 'armed',
    atNs: ns(startMs),
    setupNs: ns(cells[CELL.SETUP_MS] as number),
    eyes: all.filter((name) => !shut.has(name)),
  });
  // Of a process that was attached to this is not known.
  if (config.attached === undefined) writer.add({ type: 'mark', atNs: ns(startMs), name: 'target-start' });
  for (const port of config.attached?.ports ?? []) {
    writer.add({ type: 'mark', atNs: ns(startMs), name: 'listen', detail: String(port) });
  }
  writer.flush(ns(startMs));
}

async function leave(health: ReturnType<typeof healthLines.healthReader>): Promise<void> {
  const atMs = nowMs();
  await main.finish(null);
  await crowd.finish(atMs);
  canary.finish(atMs);
  const isDetached = words[WORD.EXITING] === layout.LEAVING.DETACHED;
  if (!isDetached) writer.add({ type: 'mark', atNs: ns(atMs), name: 'exit' });
  const last = health(atMs);
  if (last !== null) writer.add(last);
  outlets?.close();
  writer.add({
    type: 'end',
    atNs: ns(atMs),
    exitCode: words[WORD.EXIT_CODE] === layout.NO_EXIT_CODE ? null : (words[WORD.EXIT_CODE] as number),
    probeNs: ns(cells[CELL.PROBE_MS] as number),
    droppedEvents: writer.lostEvents,
    ...(isDetached ? { detached: true } : {}),
  });
  writer.flush(ns(atMs));
  eye?.close();
  words[WORD.GONE] = 1;
  Atomics.notify(words, WORD.GONE);
}

/** The main thread is not disturbed where a script with a timeout runs: see `deadlines.cts`. */
function letGo(now: number): void {
  if (words[WORD.HANDS_OFF] !== 0) return;
  const order = leash?.step(now) ?? null;
  if (order === null) return;
  words[WORD.LET_GO] = 1;
  eye?.order(order);
}

/** The earliest moment at which a loop wants to be looked after; null for at once. */
function stepAll(now: number): number | null {
  const mainAtMs = main.step(now);
  const crowdAtMs = crowd.step(now);
  canary.step(now);
  letGo(now);
  return mainAtMs === null || crowdAtMs === null ? null : Math.min(mainAtMs, crowdAtMs, now + HEALTH_EVERY_MS);
}

async function run(): Promise<void> {
  await arm();
  Atomics.wait(words, WORD.READY, 1);
  const startMs = cells[CELL.MARK_MS] as number;
  begin(startMs);
  const health = healthLines.healthReader(memory, startMs, readSchedule, () => !shut.has('gc'), 0);
  let healthMs = nowMs() + FIRST_HEALTH_MS;
  let toldMs = startMs;
  /** The flight recorder bounds what its lines may take by itself. */
  const isToldNow = (now: number) =>
    segments !== null || now - startMs < OFTEN_UNTIL_MS || now - toldMs >= SELDOM_EVERY_MS - HEALTH_EVERY_MS / 2;
  let now = nowMs();
  while (words[WORD.EXITING] === 0) {
    const nextMs = stepAll(now);
    if (nextMs === null) {
      const wakeMs = nowMs() + POLL_MS;
      await sleep(POLL_MS);
      now = nowMs();
      noteLateness(wakeMs, now);
    } else {
      // Also where it was held up between the look at the loops and this: the process may have been stopped right here.
      const leftMs = nextMs - nowMs();
      const woken = leftMs > 0 ? Atomics.wait(words, WORD.EXITING, 0, leftMs) : 'timed-out';
      now = nowMs();
      if (woken === 'timed-out') noteLateness(nextMs, now);
    }
    if (canary.isOut() || outlets?.wantsTurns() === true) {
      await loopTurned();
      now = nowMs();
    }
    if (now < healthMs) continue;
    healthMs = now + Math.min(HEALTH_EVERY_MS, now - startMs);
    if (words[WORD.LATE] === 0 && isToldNow(now)) {
      const line = health(now);
      if (line !== null) writer.add(line);
      toldMs = now;
    }
    crowd.writeHealth(now);
    writer.flush(ns(now));
    outlets?.tick(now);
    if (segments !== null) snapshots.takeIfAsked(config, words, segments);
    // Lets the inspector's answers in. Nobody is asked while all slumber: left alone, V8 collects no garbage here either.
    if (words[WORD.SLUMBERS] === 1 && crowd.isEmpty()) continue;
    await loopTurned();
    now = nowMs();
  }
  await leave(health);
}

// Node warns of messages that a dying worker cuts off: nothing of this thread's belongs on the target's stderr.
process.removeAllListeners('warning');
// Held for good: a monitor that ends while the main thread is blocked takes the process with it on some Nodes.
setInterval(() => {}, 1 << 30);
run().catch((error: unknown) => {
  shutEye('monitor', `the probe failed: ${(error as Error).message}`);
  writer.flush(ns(nowMs()));
  // The inspector is let go at the end alone: see above.
  while (words[WORD.EXITING] === 0) Atomics.wait(words, WORD.EXITING, 0);
  eye?.close();
  words[WORD.GONE] = 1;
  Atomics.notify(words, WORD.GONE);
});
