import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../package/folder.js';
import sourceBooks from '../probe/sources.cjs';
import stackBooks from '../probe/stack-book.cjs';
import recorders from '../probe/stall-recorder.cjs';
import writers from '../probe/trace-writer.cjs';
import type { HeaderEvent } from '../trace/events.js';
import type { ProbeConfig } from '../trace/probe-config.js';
import { askStack, prepareLooks, type RawStack } from './in-target.js';
import type { InspectorClient } from './inspector.js';
import type { Proc } from './proc.js';

/** The stall keeps the first number of its process: see `src/probe/watch.cts`. */
const STALL = 1;
/** The probe numbers frames and stacks from 1, and what both write is one process's trace. */
const FIRST_NUMBER = 1_000_000_000;

const FOLDER = join(PACKAGE_FOLDER, 'dist/probe');

const NOTE = 'It was blocked when loopcheck came: its first stall had lasted for a while by then, which was not seen.';

/** A loop that has not turned since loopcheck came, looked at from outside, and told of as the probe itself would. */
export interface StuckLoop {
  /** Takes one look. Gives the stack, empty where none was seen. */
  readonly look: () => Promise<RawStack>;
  /** The loop turned at that time; or it still stands still, and is let go; or its process is gone. */
  readonly end: (how: 'turned' | 'let-go' | 'gone', atMs: number) => void;
}

/** Begins to look. `sinceMs`: when the loop was first asked to turn, ms since the run's origin. */
export async function watchStuckLoop(
  client: InspectorClient,
  proc: Pick<Proc, 'schedule'>,
  config: ProbeConfig,
  header: HeaderEvent,
  sinceMs: number,
  nowMs: () => number,
): Promise<StuckLoop> {
  const { ns } = recorders;
  const { thresholdMs } = config;
  const writer = writers.makeWriter(config, header.pid, nowMs());
  const recorder = recorders.makeRecorder({
    writer,
    stacks: stackBooks.makeStackBook(FIRST_NUMBER),
    sources: sourceBooks.makeSourceBook(),
    apiName: () => '',
    mainFiles: header.script === null ? [] : [header.script],
    threadId: 0,
    nextStall: () => STALL,
    sinceMs,
    latestStartMs: sinceMs,
    thresholdMs,
    isOutside: true,
  });
  const before = proc.schedule();
  let isArmed = false;
  let spentMs = 0;
  writer.add(header);
  await prepareLooks(client, readFileSync(join(FOLDER, 'stack.cjs'), 'utf8'), FOLDER);

  /** A stack that was brought proves that stalls can be seen. */
  function begin(): void {
    isArmed = true;
    writer.add({ type: 'armed', atNs: ns(sinceMs), setupNs: 0, eyes: ['sampler'] });
    writer.add({ type: 'mark', atNs: ns(sinceMs), name: 'running' });
    for (const port of config.attached?.ports ?? []) {
      writer.add({ type: 'mark', atNs: ns(sinceMs), name: 'listen', detail: String(port) });
    }
    writer.add({ type: 'note', atNs: ns(sinceMs), text: NOTE });
  }

  return {
    async look() {
      const askedMs = nowMs();
      const stack = await askStack(client);
      const atMs = nowMs();
      spentMs += atMs - askedMs;
      if (!isArmed && stack.length > 0) begin();
      recorder.add({ a: atMs, k: sinceMs, c: 0, t: '', f: stack, g: ['', ''], o: [0, 0], r: 0 }, atMs, atMs - askedMs);
      recorder.progress(atMs, () => ({}));
      return stack;
    },
    end(how, atMs) {
      const durationMs = atMs - sinceMs;
      if (durationMs < thresholdMs) return;
      const after = proc.schedule();
      const known = before !== null && after !== null;
      const cpuNs = known ? after.cpuNs - before.cpuNs : null;
      const runQueueNs = known ? after.runQueueNs - before.runQueueNs : null;
      recorder.close({
        startMs: sinceMs,
        endMs: atMs,
        ended: how === 'turned' ? 'turn' : 'exit',
        cpuNs,
        runQueueNs,
        idleMs: null,
        gcMs: null,
        monitorLateMs: 0,
        calls: [],
        timedSpanMs: 0,
      });
      writer.add({
        type: 'health',
        atNs: ns(atMs),
        spanNs: ns(durationMs),
        delays: [[ns(durationMs), 1]],
        maxDelayNs: ns(durationMs),
        idleNs: 0,
        activeNs: ns(durationMs),
        cpuNs,
        runQueueNs,
        gcNs: null,
        gcCount: null,
        heapUsedBytes: null,
        maxIterationDelayNs: null,
      });
      if (how === 'let-go') {
        const probeNs = ns(spentMs);
        const droppedEvents = writer.lostEvents;
        writer.add({ type: 'end', atNs: ns(atMs), exitCode: null, probeNs, droppedEvents, detached: true });
      }
      writer.flush(ns(atMs));
    },
  };
}
