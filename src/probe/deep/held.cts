/** Where the timers and connections were made that keep a thread alive, by the stacks that deep mode takes anyway. */

/** Timers remembered at most; those that are over are forgotten first. */
const MAX_TIMERS = 10_000;
/** Places told at most. */
const MAX_TOLD = 20;

const { apply } = Reflect;

/** Node's own. */
interface TimerLike {
  readonly _destroyed?: boolean;
  hasRef?(): boolean;
}
interface HandleLike {
  readonly _handle?: object | null;
}

type Row = readonly [type: string, stack: number, count: number];

interface Held {
  /** Its place is worth taking whatever the budget says: the first ones of a program, which are its long-lived ones. */
  wants(type: string): boolean;
  /** A resource was made, at this stack. */
  made(type: string, resource: object, stack: number): void;
  /** What keeps the thread alive now, by type and stack, the most first. */
  rows(): readonly Row[];
}

/** Places of timers and connections that are taken without asking the budget. */
const MAX_WANTED = 500;

const CONNECTIONS: ReadonlySet<string> = new Set(['TCPWRAP', 'TLSWRAP', 'PIPEWRAP']);

function holdsOn(timer: TimerLike): boolean {
  return timer._destroyed !== true && timer.hasRef?.() !== false;
}

function followHeld(): Held {
  let timers: { readonly timer: WeakRef<TimerLike>; readonly stack: number }[] = [];
  const connections = new WeakMap<object, number>();

  function living(): typeof timers {
    return timers.filter(({ timer }) => {
      const one = timer.deref();
      return one !== undefined && one._destroyed !== true;
    });
  }

  let wanted = 0;
  return {
    wants: (type) => (type === 'Timeout' || CONNECTIONS.has(type)) && ++wanted <= MAX_WANTED,
    made(type, resource, stack) {
      if (CONNECTIONS.has(type)) connections.set(resource, stack);
      if (type !== 'Timeout') return;
      if (timers.length >= MAX_TIMERS) timers = living().slice(MAX_TIMERS / 2);
      timers.push({ timer: new WeakRef(resource as TimerLike), stack });
    },
    rows() {
      const counts = new Map<string, Row>();
      const add = (type: string, stack: number) => {
        const key = `${type} ${stack}`;
        counts.set(key, [type, stack, (counts.get(key)?.[2] ?? 0) + 1]);
      };
      timers = living();
      for (const { timer, stack } of timers) {
        const one = timer.deref();
        if (one !== undefined && holdsOn(one)) add('Timeout', stack);
      }
      const { _getActiveHandles: active } = process as unknown as { _getActiveHandles?: () => readonly HandleLike[] };
      for (const { _handle: handle } of active === undefined ? [] : apply(active, process, [])) {
        const stack = handle ? connections.get(handle) : undefined;
        if (stack !== undefined) add('connection', stack);
      }
      return [...counts.values()].sort((a, b) => b[2] - a[2]).slice(0, MAX_TOLD);
    },
  };
}

export = { followHeld };
