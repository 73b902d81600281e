/**
 * What a loop's thread says of itself, but for its late turns, put down in the trace. Runs on the monitor's thread.
 */
import recorders = require('./stall-recorder.cjs');
import mapMails = require('./map-mail.cjs');
import observations = require('./observations.cjs');
import syncCounts = require('./sync-counts.cjs');

import type { Message, RawStack } from './messages.cjs';

const { ns } = recorders;

/** Shorter collections outside of stalls are only summed. */
const TOLD_GC_MS = 10;

type Note = Exclude<Message, { m: 'turn' }>;
type Call = Extract<Message, { m: 'call' }>;
type Mark = Extract<Message, { m: 'mark' }>;
type Deep = Extract<Message, { m: 'deep' }>;
type Books = Parameters<typeof observations.observationWriter>[0] & { readonly onPing?: () => void };

interface NotesDeps {
  readonly books: Books;
  /** 0 for the main thread. */
  readonly threadId: number;
  readonly nowMs: () => number;
  readonly callCounts: Float64Array;
  /** A stack's number in the trace; writes what was not written yet. */
  readonly stackNumber: (stack: RawStack) => number;
  /** A late turn is being watched, or has not been told of yet. */
  readonly isStalled: () => boolean;
  readonly shutEye: (eye: string, reason: string) => void;
}

interface LoopNotes {
  take(message: Note): void;
  apiName(index: number): string;
  /** The stack that was announced for that call; null where it was not. */
  entered(seq: number): RawStack | null;
  readonly counts: { step(nowMs: number): void; finish(nowMs: number): void };
}

function makeLoopNotes(deps: NotesDeps): LoopNotes {
  const { books, threadId, nowMs, stackNumber } = deps;
  const { writer } = books;
  const thread = threadId === 0 ? {} : { threadId };
  const mapMail = mapMails.makeMapMail();
  const counts = syncCounts.makeSyncCounts(deps.callCounts, threadId, writer.add);
  const observe = observations.observationWriter(books, threadId);
  let apiNames: readonly string[] = [''];
  let entered: { seq: number; stack: RawStack } | null = null;
  let recordDeep: ((message: Deep) => void) | null = null;
  const apiName = (index: number) => apiNames[index] ?? '?';

  function noteCall({ api, startMs, durationMs, stack, size, detail }: Call): void {
    writer.add({
      type: 'call',
      ...thread,
      api: apiName(api),
      startNs: ns(startMs),
      durationNs: ns(durationMs),
      stack: stackNumber(stack),
      ...(size === undefined ? {} : { size }),
      ...(detail === undefined ? {} : { detail }),
    });
  }

  function noteMark({ name, atMs, detail, counts: sofar }: Mark): void {
    if (sofar !== undefined) counts.begin(sofar);
    writer.add({ type: 'mark', ...thread, atNs: ns(atMs), name, ...(detail === undefined ? {} : { detail }) });
    // Whoever waits for the port reads the trace.
    writer.flush(ns(atMs));
  }

  function noteDeep(message: Deep): void {
    recordDeep ??= (require('./deep/recorder.cjs') as typeof import('./deep/recorder.cjs')).deepRecorder({
      writer,
      sources: books.sources,
      stackNumber,
      threadId,
    });
    recordDeep(message);
  }

  return {
    apiName,
    entered: (seq) => (entered?.seq === seq ? entered.stack : null),
    counts: {
      step: (now) => counts.step(now, apiNames),
      finish: (now) => counts.finish(now, apiNames),
    },
    take(message) {
      switch (message.m) {
        case 'apis':
          apiNames = message.names;
          break;
        case 'enter':
          entered = message;
          break;
        case 'call':
          noteCall(message);
          break;
        case 'queued': {
          const { atMs, requests, messages } = message;
          if (requests + messages === 0) break;
          const mail = messages === 0 ? {} : { messages };
          writer.add({ type: 'queued', ...thread, atNs: ns(atMs), requests, ...mail });
          break;
        }
        case 'gc': {
          const { startMs, durationMs, kind } = message;
          if (!deps.isStalled() && durationMs < TOLD_GC_MS) break;
          writer.add({ type: 'gc', ...thread, startNs: ns(startMs), durationNs: ns(durationMs), kind });
          break;
        }
        case 'mark':
          noteMark(message);
          break;
        case 'source-map':
          for (const row of mapMail(message)) writer.add(row);
          // Test runners kill the processes that they are done with.
          writer.flush(ns(nowMs()));
          break;
        case 'seen':
          observe(message);
          break;
        case 'eye':
          if (threadId === 0) deps.shutEye(message.eye, message.reason);
          break;
        case 'ping':
          books.onPing?.();
          break;
        case 'deep':
          noteDeep(message);
      }
    },
  };
}

export = { makeLoopNotes };
