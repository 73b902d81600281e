/** Starts the monitor's thread, and hands out the way to tell it things. */
import os = require('node:os');
import path = require('node:path');
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Message, MonitorData } from './messages.cjs';

import layout = require('./shared.cjs');

const { WORD } = layout;
const { add } = Atomics;
const { receiveMessageOnPort: receive } = workers;
const { setImmediate: onCheck } = globalThis;

type SharedMemory = ReturnType<typeof layout.shared>;
/** What a program hears of its own stalls, when its loop has turned again. */
type StallNotice = Parameters<
  NonNullable<Parameters<typeof import('./stall-recorder.cjs').makeRecorder>[0]['onStall']>
>[0];
type OnStall = (stall: StallNotice) => void;
type Tell = (message: Message) => unknown;
type Alone = ReturnType<typeof import('./alone.cjs').keepBooks>;

interface Connection {
  readonly tell: Tell;
  /** Keeps the books where there is no monitor. */
  readonly alone: Alone | null;
  /** Resolves when all stalls that the loop has told of were told to `onStall`; false: there is no monitor to tell. */
  readonly settle: () => Promise<boolean>;
  /** Tells `onStall` here and now what the monitor, which has ended, sent last: the loop may not turn again. */
  readonly hearRest: () => void;
  /** Has the monitor end. */
  readonly dismiss: () => void;
}

function startMonitor(data: MonitorData, words: Int32Array): workers.Worker {
  const monitor = new workers.Worker(path.join(__dirname, 'monitor.cjs'), {
    workerData: data,
    transferList: [data.port],
    // Nothing of the target's: above all not the preload.
    env: {},
    execArgv: [],
    trackUnmanagedFds: false,
    name: 'loopcheck',
  });
  // A monitor that dies is a shut eye, not the target's trouble: nor does its end wait for it then.
  monitor.on('error', () => {});
  monitor.on('exit', () => {
    words[WORD.GONE] = 1;
  });
  monitor.unref();
  return monitor;
}

/** A port to the monitor's new thread; where none may be started this thread keeps the books alone. */
function connect(
  config: ProbeConfig,
  memory: SharedMemory,
  pool: SharedArrayBuffer,
  nowMs: () => number,
  onStall: OnStall | null,
): Connection {
  const startedMs = nowMs();
  const { port1, port2 } = new workers.MessageChannel();
  const script = process.argv[1] === undefined ? null : path.resolve(process.argv[1]);
  const { LOOPCHECK_HOSTNAME: hostname, LOOPCHECK_APP_VERSION: appVersion } = process.env;
  const title = script === null ? 'node' : path.basename(script);
  const header = { title, script, cores: os.availableParallelism(), hostname, appVersion };
  const { words } = memory;
  let monitor: workers.Worker;
  try {
    const tellsStalls = onStall !== null;
    const data = { buffer: memory.buffer, pool, config, port: port2, header, startedMs, tellsStalls };
    monitor = startMonitor(data, words);
  } catch (error) {
    // Nothing is in place yet, and what can be seen without a monitor is not worth a visit.
    if (config.attached !== undefined) throw error;
    const why = `Node lets no thread be started: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
    const { keepBooks } = require('./alone.cjs') as typeof import('./alone.cjs');
    const alone = keepBooks({ config, header, startedMs }, memory, nowMs, why);
    return { tell: alone.tell, alone, settle: async () => false, hearRest() {}, dismiss: () => port1.close() };
  }
  const settled: (() => void)[] = [];
  const hear = (stall: StallNotice | null) => {
    if (stall === null) settled.shift()?.();
    else onStall?.(stall);
  };
  if (onStall !== null) port1.on('message', hear);
  port1.unref();
  const { postMessage } = port1;
  const tell: Tell = (message) => {
    Reflect.apply(postMessage, port1, [message]);
    add(words, WORD.TOLD, 1);
  };
  const settle = () =>
    new Promise<boolean>((resolve) => {
      settled.push(() => resolve(true));
      tell({ m: 'ping' });
    });
  const hearRest = () => {
    if (onStall === null) return;
    for (let next = receive(port1); next !== undefined; next = receive(port1)) hear(next.message);
  };
  const dismiss = () => {
    port1.close();
    // Not before the loop turns: a thread that ends while the main thread is blocked takes the process with it on some Nodes.
    onCheck(() => void monitor.terminate());
  };
  return { tell, alone: null, settle, hearRest, dismiss };
}

export = { connect };
export type { Alone, OnStall, Tell };
