/** What the preload does: sets up the eyes, proves them, and steps aside. */
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import heritage = require('./heritage.cjs');
import processes = require('./processes.cjs');

function readConfig(): ProbeConfig | null {
  const text = process.env[heritage.VARIABLE];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as ProbeConfig;
  } catch {
    return null;
  }
}

/** A fault of the probe's own never reaches the target: the report will say that the probe was not armed. */
function arm(config: ProbeConfig | null): void {
  try {
    if (config === null) (require('./arm-worker.cjs') as typeof import('./arm-worker.cjs')).armWorker();
    else (require('./arm.cjs') as typeof import('./arm.cjs')).arm(config);
  } catch {
    // Nothing may be printed here, and there is nobody to tell.
  }
}

if (workers.isMainThread) {
  const config = readConfig();
  if (config !== null && processes.isTarget(process.argv[1], process.execArgv)) {
    heritage.hide(config, process.env);
    arm(config);
  }
} else {
  arm(null);
}
