/**
 * A worker that waits for work in `Atomics.wait`, without a limit, has nothing to do: pools keep their workers there
 * between tasks, and run the tasks without ever going back to the loop. Such a wait ends a turn, like waiting for events.
 * A wait with a limit stays what it looks like: a sleep, or a call to another thread that must come back.
 */
const { wait } = Atomics;
const { apply } = Reflect;
const { defineProperty } = Object;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface Resting {
  rest(): void;
  wake(): void;
}

function hasLimit(timeout: unknown): boolean {
  return timeout !== undefined && timeout !== Number.POSITIVE_INFINITY && !Number.isNaN(timeout);
}

/** Wraps `Atomics.wait` of a worker's thread, outside of what times it. */
function letRest({ rest, wake }: Resting): void {
  const timed = Atomics.wait as Callable;
  const resting: Callable = function (this: unknown, ...args: unknown[]): unknown {
    if (hasLimit(args[3])) return apply(timed, this, args);
    rest();
    try {
      return apply(wait as Callable, this, args);
    } finally {
      wake();
    }
  };
  for (const key of ['name', 'length'] as const) {
    defineProperty(resting, key, { value: timed[key], configurable: true });
  }
  Atomics.wait = resting as typeof Atomics.wait;
}

export = { letRest };
