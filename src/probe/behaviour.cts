/** The eyes for what is no stall: operations, waits, failures, leftovers. One of them that fails leaves the others open. */
import layout = require('./shared.cjs');

import type { Message } from './messages.cjs';

const { WORD, CELL } = layout;

const DEFAULT_POOL_THREADS = 4;

interface Behaviour {
  /** At each beat. */
  beat(): void;
  /** About once a second. */
  sometimes(): void;
  /** The process leaves. */
  leave(): void;
  /** The monitor has looked at this thread, which wakes its loop. */
  looked(): void;
}

interface Watcher {
  beat?(): void;
  sometimes?(): void;
  leave?(): void;
}

/** Starts to watch this thread. */
function watchBehaviour(
  { words, cells }: ReturnType<typeof layout.shared>,
  nowMs: () => number,
  tell: (message: Message) => void,
  ownFolder: string,
): Behaviour {
  const watchers: Watcher[] = [];
  const looks = { lastMs: Number.NEGATIVE_INFINITY };
  const open = (start: () => Watcher) => {
    try {
      watchers.push(start());
    } catch {
      // This one stays shut.
    }
  };
  const books = require('./operations.cjs') as typeof import('./operations.cjs');
  const operations = books.makeOperations(nowMs, tell, ownFolder);
  cells[CELL.POOL_THREADS] = Number(process.env['UV_THREADPOOL_SIZE']) || DEFAULT_POOL_THREADS;

  open(() => {
    const calls = require('./async-calls.cjs') as typeof import('./async-calls.cjs');
    const jobs = calls.watchAsyncCalls(operations, words);
    return {
      beat() {
        cells[CELL.POOL_OPEN] = words[WORD.POOL_LATE] === 1 ? jobs.count() : 0;
      },
    };
  });
  open(() => {
    const outgoing = require('./outgoing.cjs') as typeof import('./outgoing.cjs');
    const { beat, sweep, leave } = outgoing.watchOutgoing(operations, nowMs, tell);
    return { beat, sometimes: sweep, leave };
  });
  open(() => {
    const failures = require('./failures.cjs') as typeof import('./failures.cjs');
    failures.watchFailures(operations, nowMs, tell);
    return {};
  });
  open(() => {
    const unheeded = require('./unheeded.cjs') as typeof import('./unheeded.cjs');
    const writes = unheeded.watchWrites(nowMs, tell, ownFolder);
    return { sometimes: writes.flush, leave: writes.flush };
  });
  open(() => {
    const leftovers = require('./leftovers.cjs') as typeof import('./leftovers.cjs');
    return leftovers.watchLeftovers(words, operations.total, looks, nowMs, tell);
  });
  open(() => {
    const piles = require('./piles.cjs') as typeof import('./piles.cjs');
    return piles.watchPiles(nowMs, tell);
  });
  watchers.push({ beat: operations.beat, sometimes: operations.flush, leave: operations.flush });

  const looked = () => {
    looks.lastMs = nowMs();
  };
  const each = (name: 'beat' | 'sometimes' | 'leave') => () => {
    for (const watcher of watchers) {
      try {
        watcher[name]?.();
      } catch {
        // As above.
      }
    }
  };
  return { beat: each('beat'), sometimes: each('sometimes'), leave: each('leave'), looked };
}

export = { watchBehaviour };
