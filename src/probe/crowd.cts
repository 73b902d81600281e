/** The loops of worker threads, as they come and go. */
import layout = require('./shared.cjs');
import loops = require('./loop.cjs');
import pools = require('./pool.cjs');
import rings = require('./ring.cjs');
import schedules = require('./schedule.cjs');
import recorders = require('./stall-recorder.cjs');
import healthLines = require('./health.cjs');

import type { Look, Message } from './messages.cjs';

const { ns } = recorders;

/** A worker's health is written this often, and only if it did something: there may be many workers. */
const HEALTH_EVERY_MS = 10_000;
/** Less than this much of the span active is idling. */
const IDLE_PART = 0.01;
/**
 * While all of many are on time they are looked after together, not more often than this: their pulses come at many
 * moments, and each of them would wake the monitor. Less often still while all of them are idle.
 */
const ROUND_EVERY_MS = 15;
const IDLE_ROUND_EVERY_MS = 40;
/** Those that slumber are counted about as often as an idle pulse beats. */
const SLUMBER_ROUND_EVERY_MS = 55;
/** Up to so many are looked after each in its own time. */
const FEW = 4;
/** How often it is checked that the thread of a late loop still exists. */
const ALIVE_EVERY_MS = 50;

type Deps = Parameters<typeof loops.makeLoop>[0];

interface CrowdDeps
  extends Omit<Deps, 'memory' | 'threadId' | 'read' | 'readSchedule' | 'look' | 'trustsWait' | 'timesAll'> {
  readonly pool: SharedArrayBuffer;
  readonly look: (threadId: number, done: (look: Look | null) => void) => void;
  /** Looks at workers go through the main thread: while that is late, so are their answers. */
  readonly mainIsLate: () => boolean;
}

interface Member {
  readonly place: number;
  readonly threadId: number;
  readonly loop: ReturnType<typeof loops.makeLoop>;
  readonly health: ReturnType<typeof healthLines.healthReader>;
  readonly isAlive: () => boolean;
  /** Its pulse beats quickly: it is not idle. */
  readonly isQuick: () => boolean;
  readonly isResting: () => boolean;
  readonly isSlumbering: () => boolean;
  healthMs: number;
  aliveMs: number;
  /** When its loop wants to be looked after again. */
  dueMs: number;
}

interface Crowd {
  /** Looks after all of them. Returns when to come again at the latest; null for at once. */
  step(nowMs: number): number | null;
  writeHealth(nowMs: number): void;
  /** Nobody is watched, comes or goes. */
  isEmpty(): boolean;
  finish(nowMs: number): Promise<void>;
}

function makeCrowd(deps: CrowdDeps): Crowd {
  const { pool, books, nowMs } = deps;
  const watcher = pools.poolWatcher(pool);
  const members = new Map<number, Member>();
  /** Goodbyes under way: the process must not leave before they are written. */
  const leaving = new Set<Promise<void>>();
  /** Places that were claimed, whose thread has not said its name yet. */
  const arriving = new Map<number, ReturnType<typeof rings.ringReader>>();

  function welcome(place: number, ring: ReturnType<typeof rings.ringReader>, hello: Extract<Message, { m: 'hello' }>) {
    const { threadId, tid, parentThreadId, title, file, atMs } = hello;
    const memory = layout.shared(pool, pools.blockAt(place));
    const readSchedule = tid === 0 ? null : schedules.scheduleReader(tid);
    const loop = loops.makeLoop({
      ...deps,
      memory,
      threadId,
      read: () => ring.read() as Message[],
      readSchedule: readSchedule ?? (() => null),
      look: (done) => deps.look(threadId, done),
      trustsWait: () => !deps.mainIsLate(),
      timesAll: false,
    });
    const called = { ...(title === '' ? {} : { title }), ...(file === '' ? {} : { file }) };
    const parent = parentThreadId === 0 ? {} : { parentThreadId };
    books.writer.add({ type: 'thread', atNs: ns(atMs), threadId, ...parent, state: 'start', ...called });
    members.set(place, {
      place,
      threadId,
      loop,
      health: healthLines.healthReader(memory, atMs, readSchedule ?? (() => null), () => true, threadId),
      // A thread that was terminated says no goodbye, but its file in /proc is gone.
      isAlive: () => readSchedule === null || readSchedule() !== null,
      isQuick: () => (memory.cells[layout.CELL.PULSE_MS] as number) <= layout.PULSE_MS,
      isResting: () => memory.words[layout.WORD.RESTING] === 1,
      isSlumbering: () => memory.words[layout.WORD.SLUMBERS] === 1,
      healthMs: nowMs() + HEALTH_EVERY_MS,
      aliveMs: 0,
      dueMs: 0,
    });
  }

  function arrivals(fresh: readonly number[]): void {
    for (const place of fresh) arriving.set(place, rings.ringReader(pool, pools.ringAt(place)));
    for (const [place, ring] of arriving) {
      const [hello, ...rest] = ring.read() as Message[];
      if (hello === undefined) {
        if (watcher.hasEnded(place)) drop(place);
        continue;
      }
      arriving.delete(place);
      if (hello.m === 'hello') welcome(place, { ...ring, read: once(rest, ring.read) }, hello);
    }
    if (watcher.turnedAway() > 0) {
      deps.shutEye('monitor', `${watcher.turnedAway()} worker threads were not watched: too many at one time`);
    }
  }

  function drop(place: number): void {
    arriving.delete(place);
    members.delete(place);
    watcher.forget(place);
  }

  async function farewell(member: Member, atMs: number, unsaid: boolean): Promise<void> {
    members.delete(member.place);
    await member.loop.finish(unsaid ? atMs : null);
    writeHealth(member, atMs);
    books.writer.add({ type: 'thread', atNs: ns(atMs), threadId: member.threadId, state: 'end' });
    watcher.forget(member.place);
  }

  function writeHealth(member: Member, atMs: number): void {
    const event = member.health(atMs);
    if (event !== null && event.activeNs >= event.spanNs * IDLE_PART) books.writer.add(event);
  }

  function seeOff(member: Member, atMs: number, unsaid: boolean): void {
    const goodbye = farewell(member, atMs, unsaid).finally(() => leaving.delete(goodbye));
    leaving.add(goodbye);
  }

  function stepOne(member: Member, now: number): number | null {
    if (watcher.hasEnded(member.place)) {
      seeOff(member, now, false);
      return now + 1;
    }
    if (now < member.dueMs) return member.dueMs;
    const next = member.loop.step(now);
    if ((next === null || member.isResting()) && now >= member.aliveMs) {
      member.aliveMs = now + ALIVE_EVERY_MS;
      if (!member.isAlive()) seeOff(member, now, true);
    }
    member.dueMs = next ?? 0;
    return next;
  }

  let roundMs = 0;
  const isEmpty = () => members.size === 0 && arriving.size === 0 && leaving.size === 0;

  return {
    isEmpty,
    step(now) {
      const fresh = watcher.fresh();
      // Most processes have no workers.
      if (fresh.length === 0 && isEmpty()) return Number.POSITIVE_INFINITY;
      arrivals(fresh);
      if (now < roundMs && arriving.size === 0) return Number.POSITIVE_INFINITY;
      let earliest: number | null = Number.POSITIVE_INFINITY;
      for (const member of members.values()) {
        const next = stepOne(member, now);
        earliest = earliest === null || next === null ? null : Math.min(earliest, next);
      }
      if (earliest === null) return null;
      if (arriving.size > 0) return Math.min(earliest, now + 1);
      if (members.size <= FEW) return earliest;
      roundMs = now + roundOf([...members.values()]);
      return roundMs;
    },
    writeHealth(now) {
      for (const member of members.values()) {
        if (now < member.healthMs) continue;
        member.healthMs = now + HEALTH_EVERY_MS;
        writeHealth(member, now);
      }
    },
    async finish(now) {
      arrivals(watcher.fresh());
      for (const member of [...members.values()]) await farewell(member, now, !watcher.hasEnded(member.place));
      await Promise.all(leaving);
    },
  };
}

/** How soon all of them are looked after again. */
function roundOf(members: readonly Member[]): number {
  if (members.some((member) => member.isQuick())) return ROUND_EVERY_MS;
  return members.every((member) => member.isSlumbering() || member.isResting())
    ? SLUMBER_ROUND_EVERY_MS
    : IDLE_ROUND_EVERY_MS;
}

/** Gives `first` at the first call, and what `next` brings with it. */
function once(first: readonly Message[], next: () => readonly unknown[]): () => unknown[] {
  let pending: readonly Message[] = first;
  return () => {
    const all = [...pending, ...next()];
    pending = [];
    return all;
  };
}

export = { makeCrowd };
