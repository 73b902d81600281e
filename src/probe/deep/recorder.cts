/** Writes what deep mode tells of one thread into the trace. Runs on the monitor's thread. */
import bookOfSources = require('../sources.cjs');
import traceWriter = require('../trace-writer.cjs');
import costs = require('./cost.cjs');

import type { RawStack } from '../messages.cjs';
import type { DeepMessage } from './messages.cjs';

/** Bytes of source text that a thread's places may add. */
const MAX_SOURCE_BYTES = 512 * 1024;

const ns = (ms: number) => Math.round(ms * 1e6);

interface RecorderDeps {
  readonly writer: ReturnType<typeof traceWriter.makeWriter>;
  readonly sources: ReturnType<typeof bookOfSources.makeSourceBook>;
  /** Writes a stack's frames, and returns its number in the trace. */
  readonly stackNumber: (stack: RawStack) => number;
  /** 0 for the main thread. */
  readonly threadId: number;
}

/** Takes the messages of one thread in the order in which it told them. */
function deepRecorder({ writer, sources, stackNumber, threadId }: RecorderDeps): (message: DeepMessage) => void {
  const thread = threadId === 0 ? {} : { threadId };
  /** By the thread's own numbers. */
  const stacks = new Map<number, number>();
  let sourceBytes = 0;

  function takeSources(stack: RawStack): void {
    for (const [url, line] of sources.want(stack)) {
      if (sourceBytes >= MAX_SOURCE_BYTES) return;
      const row = sources.take(url, line);
      if (row !== null) sourceBytes += writer.add(row);
    }
  }

  const stackOf = (id: number) => stacks.get(id) ?? 0;

  return (message) => {
    switch (message.what) {
      case 'stack':
        stacks.set(message.id, stackNumber(message.stack));
        takeSources(message.stack);
        break;
      case 'floating': {
        const { atMs, via, made, count, unsettled, rejected, gaps } = message;
        const stack = stackOf(message.stack);
        writer.add({ type: 'floating', ...thread, atNs: ns(atMs), stack, via, made, count, unsettled, rejected, gaps });
        break;
      }
      case 'rejected':
        writer.add({ type: 'rejected', ...thread, atNs: ns(message.atMs), stack: stackOf(message.stack) });
        break;
      case 'suspended': {
        const { id, behind, resumed, atMs } = message;
        const [stack, owner, on] = [stackOf(message.stack), stackOf(message.owner), stackOf(message.on)];
        writer.add({ type: 'suspended', ...thread, atNs: ns(atMs), await: id, stack, owner, on, behind, resumed });
        break;
      }
      case 'tasks': {
        const { fromMs, toMs, promiseJobs, ticks, immediates, cpuNs, placesMs, followedJobs, share } = message;
        writer.add({
          type: 'tasks',
          ...thread,
          atNs: ns(toMs),
          spanNs: ns(toMs - fromMs),
          promiseJobs,
          ticks,
          immediates,
          cpuNs,
          placesNs: ns(placesMs),
          followedJobs,
          stack: stackOf(message.stack),
          share,
          ...costs.measured(),
        });
        break;
      }
      case 'chain':
        writer.add({ type: 'chain', ...thread, atNs: ns(message.atMs), stacks: message.stacks.map(stackOf) });
        break;
      case 'held': {
        const rows = message.rows.map(([type, stack, count]) => [type, stackOf(stack), count] as const);
        writer.add({ type: 'held', ...thread, atNs: ns(message.atMs), rows });
        break;
      }
      case 'followed': {
        const { atMs, promises, placed, sampled } = message;
        writer.add({ type: 'followed', ...thread, atNs: ns(atMs), promises, placed, sampled });
      }
    }
  };
}

export = { deepRecorder };
