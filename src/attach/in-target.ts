/**
 * What runs inside the process that is attached to. Each function is sent there as text, so it leans on nothing of this
 * module. They run on top of whatever the main thread is doing: no regular expressions, since V8 crashes where one is run
 * on top of another, and nothing that takes long.
 */
import type { ProbeConfig } from '../trace/probe-config.js';
import type { InspectorClient } from './inspector.js';

/** Under this symbol the process keeps what lies between two calls from here; it is gone when the inspector closes. */
const STATE = 'loopcheck.attached';

/** An inspector that nobody has closed by then is closed by the process itself. */
const CLOSES_AFTER_MS = 5000;

/** What a process says of itself. */
export interface Facts {
  readonly pid: number;
  readonly parentPid: number;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly arch: string;
  /** `argv[1]`, which Node has made absolute. */
  readonly script: string | null;
  readonly cwd: string;
  readonly cores: number;
  /** How long it has been running. */
  readonly uptimeMs: number;
  /** The probe is in it already. */
  readonly isProbed: boolean;
}

/** How far the probe has come. `waiting`: the loop has not turned since. */
export interface Arming {
  readonly phase: 'waiting' | 'loading' | 'armed' | 'failed';
  /** When the loop turned, monotonic ns in decimal digits; null while it has not. */
  readonly turnedNs: string | null;
  /** Why it failed. */
  readonly reason: string | null;
}

/** `[function, url, line, column, flags, evalOrigin]`, innermost first: as the probe takes them. */
export type RawStack = readonly (readonly [string, string, number, number, string, string])[];

interface State {
  phase: Arming['phase'] | 'cancelled';
  turnedNs: string | null;
  reason: string | null;
  look?: () => RawStack;
  /** Closes the inspector where nobody else does. */
  closing?: NodeJS.Timeout;
}

type Load = (id: string) => never;
interface Loaded {
  createRequire(
    file: string,
  ): (file: string) => { open(config: ProbeConfig, began: (why: string | null) => void): void };
  getEnvironmentData(key: string): unknown;
  availableParallelism(): number;
  setImmediate(callback: () => void): unknown;
  close(): void;
}

/** Text that gives Node's own `require`, which has another way in Node 20 and in ES modules. */
const LOAD = `(process.getBuiltinModule
  ?? (process.mainModule ? process.mainModule.require.bind(process.mainModule) : require))`;

/** What stands on top of the interrupted code when something is called there: the function, and the expression it is in. */
const CALL_FRAMES = 2;

async function call<T>(
  { evaluate }: InspectorClient,
  run: (load: Load, key: symbol, ...args: never[]) => T,
  ...args: readonly unknown[]
): Promise<T> {
  const given = args.map((arg) => JSON.stringify(arg));
  const key = `Symbol.for(${JSON.stringify(STATE)})`;
  return (await evaluate(`(${run})(${[LOAD, key, ...given].join(', ')})`)) as T;
}

/** Asks the process what it is. */
export function askFacts(client: InspectorClient): Promise<Facts> {
  return call(client, (load: (id: string) => Loaded) => {
    let cwd = '/';
    try {
      cwd = process.cwd();
    } catch {
      // Its folder was deleted.
    }
    return {
      pid: process.pid,
      parentPid: process.ppid,
      nodeVersion: process.version,
      platform: process.platform,
      arch: process.arch,
      script: process.argv[1] ?? null,
      cwd,
      cores: load('os').availableParallelism(),
      uptimeMs: process.uptime() * 1000,
      isProbed: load('worker_threads').getEnvironmentData('loopcheck') !== undefined,
    };
  });
}

/** Has the probe come in when the loop turns next. `file`: the first of its own to load. False: another is at it. */
export function beginArming(client: InspectorClient, file: string, config: ProbeConfig): Promise<boolean> {
  return call(
    client,
    (load: (id: string) => Loaded, key: symbol, path: string, probeConfig: ProbeConfig, closeAfterMs: number) => {
      if (key in globalThis) return false;
      const state: State = { phase: 'waiting', turnedNs: null, reason: null };
      Object.defineProperty(globalThis, key, { value: state, configurable: true, enumerable: false });
      // The program may have put a clock of its own in place.
      load('timers').setImmediate(() => {
        if (state.phase !== 'waiting') return;
        state.turnedNs = String(process.hrtime.bigint());
        state.phase = 'loading';
        try {
          load('module')
            .createRequire(path)(path)
            .open(probeConfig, (why) => {
              state.phase = why === null ? 'armed' : 'failed';
              state.reason = why;
              // Whoever sent this may have been killed meanwhile: no port stays open then.
              const close = () => {
                Reflect.deleteProperty(globalThis, key);
                load('inspector').close();
              };
              state.closing = setTimeout(close, closeAfterMs).unref();
            });
        } catch (error) {
          state.phase = 'failed';
          state.reason = error instanceof Error ? error.message : String(error);
        }
      });
      return true;
    },
    file,
    config,
    CLOSES_AFTER_MS,
  );
}

/** How far it has come. */
export function askArming(client: InspectorClient): Promise<Arming> {
  return call(client, (_: Load, key: symbol) => {
    const { phase, turnedNs, reason } = (globalThis as Record<symbol, unknown>)[key] as State;
    return { phase: phase === 'cancelled' ? 'failed' : phase, turnedNs, reason };
  });
}

/** Gives the process the probe's own way to take a stack. `source`: the text of that module; `ownFolder`: the probe's. */
export async function prepareLooks(client: InspectorClient, source: string, ownFolder: string): Promise<void> {
  await client.evaluate(`(() => {
    const module = { exports: {} };
    ((module, exports) => {
${source}
    })(module, module.exports);
    const { takeStack } = module.exports;
    const state = globalThis[Symbol.for(${JSON.stringify(STATE)})];
    state.look = () => takeStack(state.look, ${JSON.stringify(ownFolder)});
    return true;
  })()`);
}

/** The stack of the main thread as it is now. */
export async function askStack(client: InspectorClient): Promise<RawStack> {
  const stack = await call(client, (_: Load, key: symbol) => {
    const { look } = (globalThis as Record<symbol, unknown>)[key] as State;
    return look?.() ?? [];
  });
  return stack.slice(CALL_FRAMES);
}

/**
 * Leaves nothing of this behind: an arming that has not begun never will, and the inspector is closed, this connection
 * with it. Resolves when it is.
 */
export async function leave(client: InspectorClient): Promise<void> {
  const left = call(client, (load: (id: string) => Loaded, key: symbol) => {
    const state = (globalThis as Record<symbol, unknown>)[key] as State | undefined;
    if (state?.phase === 'waiting') state.phase = 'cancelled';
    clearTimeout(state?.closing);
    Reflect.deleteProperty(globalThis, key);
    load('inspector').close();
    return true;
  });
  // The answer is lost with the connection.
  await Promise.race([left.catch(() => {}), client.closed]);
  await client.closed;
}
