/** Opens the eyes of a worker thread, which the process's monitor watches with the rest. */
import fs = require('node:fs');
import path = require('node:path');
import workers = require('node:worker_threads');

import type { Tell } from './connection.cjs';
import type { WorkerData } from './messages.cjs';

import layout = require('./shared.cjs');
import pools = require('./pool.cjs');
import rings = require('./ring.cjs');
import heritage = require('./heritage.cjs');
import behaviours = require('./behaviour.cjs');
import threadEyes = require('./thread-eyes.cjs');

const { WORD } = layout;
const { notify } = Atomics;
const { ENVIRONMENT_KEY } = heritage;
const { makePulse, wrapAll, loadDeep } = threadEyes;

/** The system's number of this thread; 0 where it has no /proc. */
function systemThreadId(): number {
  try {
    return Number(path.basename(fs.readlinkSync('/proc/thread-self')));
  } catch {
    return 0;
  }
}

/** Arms a worker thread, if its process is watched and there is a place for it. */
function armWorker(): void {
  const data = workers.getEnvironmentData(ENVIRONMENT_KEY) as unknown as WorkerData | undefined;
  if (data === undefined) return;
  const { pool, main, config } = data;
  heritage.hideAgain(process.env);
  const place = pools.claim(pool);
  if (place === -1) return;
  const nowMs = layout.clockSince(BigInt(config.originNs));
  const memory = layout.shared(pool, pools.blockAt(place));
  const tell: Tell = rings.ringWriter(pool, pools.ringAt(place));
  const { name: title, file } = heritage.ownBirth();
  const tid = systemThreadId();
  const { threadId } = workers;
  tell({ m: 'hello', threadId, tid, parentThreadId: data.threadId, title, file, atMs: nowMs() });
  workers.setEnvironmentData(ENVIRONMENT_KEY, { threadId, pool, main, config });
  notify(layout.shared(main).words, WORD.EXITING);
  const deep = loadDeep(config);

  const eyes = require('./inspector-eye.cjs') as typeof import('./inspector-eye.cjs');
  const sampler = require('./sampler.cjs') as typeof import('./sampler.cjs');
  const consoles = require('./console.cjs') as typeof import('./console.cjs');
  // Before the calls are timed: it needs the plain one.
  const rests = require('./rest.cjs') as typeof import('./rest.cjs');
  const behaviour = behaviours.watchBehaviour(memory, nowMs, tell, __dirname);
  const { pulse, context } = makePulse(memory, nowMs, tell, behaviour, consoles.unhookConsole(false), false);
  Object.defineProperty(globalThis, Symbol.for(eyes.WORKER_SAMPLER), {
    value: sampler.makeSampler(memory, nowMs, { ...context, stop() {} }, __dirname),
    enumerable: false,
  });
  wrapAll(config, memory, nowMs, tell);
  rests.letRest(pulse);
  deep?.goDeep({ memory, nowMs, tell, threadNumber: tid, ownFolder: __dirname });
  process.on('exit', () => {
    behaviour.leave();
    pulse.leave();
    pools.leave(pool, place);
  });
  pulse.start();
}

export = { armWorker };
