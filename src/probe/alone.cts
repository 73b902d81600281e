/**
 * Where no second thread may be started (`--permission` without `--allow-worker`), the loop's own thread keeps the books.
 * It cannot look at itself while it is blocked: what is left are the turns that came late, the timed calls, collections
 * and the thread's CPU time. Each is told when the loop turns again.
 */
import type { EyeName } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { Message, MonitorData } from './messages.cjs';

import headers = require('./header.cjs');
import healthLines = require('./health.cjs');
import layout = require('./shared.cjs');
import loops = require('./loop.cjs');
import schedules = require('./schedule.cjs');
import bookOfSources = require('./sources.cjs');
import bookOfStacks = require('./stack-book.cjs');
import traceWriter = require('./trace-writer.cjs');
import segmentWriters = require('./segment-writer.cjs');

const { WORD, CELL } = layout;

/** What stands in CALL while the books are kept: no call of ours is timed. */
const OWN_WORK = -1;

interface Alone {
  tell(message: Message): void;
  /** The target's first line comes next. */
  begin(): void;
  /** At each beat. */
  beat(): void;
  /** About once a second. */
  sum(): void;
  /** The process ends; or (`isDetached`) goes on without the probe. */
  leave(isDetached: boolean): void;
}

/** Begins to keep them, because of `why` (a sentence without its end). */
function keepBooks(
  data: Pick<MonitorData, 'config' | 'header' | 'startedMs'>,
  memory: ReturnType<typeof layout.shared>,
  nowMs: () => number,
  why: string,
): Alone {
  const { words, cells, callCounts } = memory;
  const ns = (ms: number) => Math.round(ms * 1e6);
  const stacks = bookOfStacks.makeStackBook();
  const sources = bookOfSources.makeSourceBook();
  const { recorder } = data.config;
  const startBooksAnew = () => {
    stacks.restart();
    sources.restart();
  };
  const writer =
    recorder === undefined
      ? traceWriter.makeWriter(data.config, process.pid, nowMs())
      : segmentWriters.makeSegmentWriter(data.config, recorder, process.pid, startBooksAnew);
  const readSchedule = schedules.scheduleReader(process.pid) ?? (() => null);
  const shut = new Set<string>();
  let messages: Message[] = [];
  let stalls = 0;

  function shutEye(name: string, reason: string): void {
    if (shut.has(name)) return;
    shut.add(name);
    writer.add({ type: 'eye', atNs: ns(nowMs()), eye: name as EyeName, reason });
  }

  const loop = loops.makeLoop({
    books: {
      writer,
      stacks,
      sources,
      mainFiles: data.header.script === null ? [] : [data.header.script],
      thresholdMs: data.config.thresholdMs,
    },
    nowMs,
    memory,
    threadId: 0,
    read() {
      const told = messages;
      messages = [];
      return told;
    },
    readSchedule,
    look: () => {},
    trustsWait: () => false,
    timesAll: true,
    nextStall: () => ++stalls,
    monitorLateMs: () => 0,
    shutEye,
    isShut: (name) => shut.has(name),
  });
  let health: ReturnType<typeof healthLines.healthReader> | null = null;
  function addHealth(atMs: number): void {
    const line = health?.(atMs) ?? null;
    if (line !== null) writer.add(line);
  }

  /** Does its work unseen by the wrappers, and never fails. */
  function privately(work: () => void): void {
    const call = words[WORD.CALL] as number;
    words[WORD.CALL] = OWN_WORK;
    try {
      work();
    } catch {
      // What can't be written is missing in the report, which says so.
    } finally {
      words[WORD.CALL] = call;
    }
  }

  /** Takes over what the loop has said. As of the last mark the loop was on time. */
  const hear = () => loop.step(cells[CELL.MARK_MS] as number);

  return {
    tell(message) {
      messages.push(message);
    },
    begin() {
      const startMs = cells[CELL.MARK_MS] as number;
      const before = callCounts.reduce((sum, count) => sum + count, 0);
      JSON.parse('0');
      // The call was counted: the wrappers are there, and their counts arrive here.
      const proven = callCounts.reduce((sum, count) => sum + count, 0) === before + 1;
      privately(() => {
        writer.add(headers.headerOf(data));
        for (const text of recorder?.notes ?? []) writer.add({ type: 'note', atNs: ns(nowMs()), text });
        if (recorder?.metrics !== undefined) {
          const text = `The metrics need a second thread, so there are none (${why}).`;
          writer.add({ type: 'note', atNs: ns(nowMs()), text });
        }
        shutEye('monitor', why);
        shutEye('sampler', why);
        if (readSchedule() === null) shutEye('run-queue', 'no /proc/self/task/*/schedstat');
        hear();
        if (proven) {
          const eyes = (['run-queue', 'gc', 'calls'] as const).filter((name) => !shut.has(name));
          writer.add({ type: 'armed', atNs: ns(startMs), setupNs: ns(startMs - data.startedMs), eyes });
        }
        writer.add({ type: 'mark', atNs: ns(startMs), name: 'target-start' });
        health = healthLines.healthReader(memory, startMs, readSchedule, () => !shut.has('gc'), 0);
        writer.flush(ns(startMs));
      });
      // Nobody else says when the loop is late: every call is timed.
      words[WORD.LATE] = 1;
    },
    beat() {
      privately(() => {
        const news = messages.length > 0;
        hear();
        if (news) writer.flush(ns(nowMs()));
      });
    },
    sum() {
      privately(() => {
        addHealth(nowMs());
        writer.flush(ns(nowMs()));
      });
    },
    leave(isDetached) {
      privately(() => {
        const atMs = nowMs();
        hear();
        if (!isDetached) writer.add({ type: 'mark', atNs: ns(atMs), name: 'exit' });
        addHealth(atMs);
        const exitCode = words[WORD.EXIT_CODE] as number;
        writer.add({
          type: 'end',
          atNs: ns(atMs),
          exitCode: exitCode === layout.NO_EXIT_CODE ? null : exitCode,
          probeNs: ns(cells[CELL.PROBE_MS] as number),
          droppedEvents: writer.lostEvents,
          ...(isDetached ? { detached: true } : {}),
        });
        writer.flush(ns(atMs));
        words[WORD.GONE] = 1;
      });
    },
  };
}

export = { keepBooks };
