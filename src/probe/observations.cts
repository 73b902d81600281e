/** Writes what a loop's thread has seen besides stalls. Runs on the monitor's thread. */
import bookOfStacks = require('./stack-book.cjs');
import bookOfSources = require('./sources.cjs');
import traceWriter = require('./trace-writer.cjs');
import stackTexts = require('./stack-text.cjs');

import type { Message, RawStack } from './messages.cjs';

/** Source text for all of them together. */
const MAX_SOURCE_BYTES = 512 * 1024;
/** Lines in all, so that a run of months stays small. */
const MAX_EVENTS = 50_000;

/** Rare, and not to be lost. */
const URGENT = new Set(['pending', 'failure', 'quiet']);

interface Books {
  readonly writer: ReturnType<typeof traceWriter.makeWriter>;
  readonly stacks: ReturnType<typeof bookOfStacks.makeStackBook>;
  readonly sources: ReturnType<typeof bookOfSources.makeSourceBook>;
}

type Seen = Extract<Message, { m: 'seen' }>;

/** A function that writes one message of that thread. */
function observationWriter({ writer, stacks, sources }: Books, threadId: number): (message: Seen) => void {
  let sourceBytes = 0;
  let events = 0;

  function number(stack: RawStack | undefined): number {
    if (stack === undefined || stack.length === 0) return 0;
    const { id, rows } = stacks.enter(stack);
    for (const row of rows) writer.add(row);
    for (const [url, line] of sources.want(stack)) {
      if (sourceBytes >= MAX_SOURCE_BYTES) break;
      const row = sources.take(url, line);
      if (row !== null) sourceBytes += writer.add(row);
    }
    return id;
  }

  return ({ event, stack, stackText, started }) => {
    if (events++ > MAX_EVENTS) return;
    const places = {
      ...('stack' in event ? { stack: number(stack ?? stackTexts.parseStack(stackText ?? '')) } : {}),
      ...('started' in event ? { started: number(started) } : {}),
    };
    writer.add({ ...event, ...(threadId === 0 ? {} : { threadId }), ...places });
    // A process that waits or fails may be killed at any moment.
    if (URGENT.has(event.type)) writer.flush('atNs' in event ? event.atNs : 0);
  };
}

export = { observationWriter };
