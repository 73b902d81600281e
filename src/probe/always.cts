/** What `loopcheck/register` does: as the launcher's preload, but out of the program's own environment. */
import fs = require('node:fs');
import path = require('node:path');
import workers = require('node:worker_threads');

import type { WorkerData } from './messages.cjs';

import processes = require('./processes.cjs');
import settings = require('./settings.cjs');

/** The command's own process, which NODE_OPTIONS reach as well. */
function isLoopcheck(script: string | undefined): boolean {
  return script !== undefined && fs.realpathSync(script) === path.join(__dirname, '../../bin/loopcheck.js');
}

/** A fault of the probe's own never reaches the target: the folder has no trace of the process then. */
function begin(): void {
  try {
    const armed = workers.getEnvironmentData('loopcheck') as unknown as WorkerData | undefined;
    if (!workers.isMainThread) {
      // The launcher's own preload arms the workers of its processes.
      if (armed?.config.recorder === undefined) return;
      const { armWorker } = require('./arm-worker.cjs') as typeof import('./arm-worker.cjs');
      armWorker();
      return;
    }
    // The launcher was here first, or the flag was given twice.
    const [, script] = process.argv;
    if (armed !== undefined || !processes.isTarget(script, process.execArgv) || isLoopcheck(script)) return;
    const { arm } = require('./arm.cjs') as typeof import('./arm.cjs');
    arm(settings.configOf(settings.fromEnvironment(process.env, process.cwd())));
  } catch {
    // Nothing may be printed here, and there is nobody to tell.
  }
}

begin();
