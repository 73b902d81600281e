/** What `loopcheck/register` does: as the launcher's preload, but out of the program's own environment. */
import workers = require('node:worker_threads');

import type { WorkerData } from './messages.cjs';

import processes = require('./processes.cjs');
import settings = require('./settings.cjs');

/** A fault of the probe's own never reaches the target: the folder has no trace of the process then. */
function begin(): void {
  try {
    const armed = workers.getEnvironmentData('loopcheck') as unknown as WorkerData | undefined;
    const arming = () => require('./arm.cjs') as typeof import('./arm.cjs');
    if (!workers.isMainThread) {
      // The launcher's own preload arms the workers of its processes.
      if (armed?.config.recorder !== undefined) arming().armWorker();
      return;
    }
    // The launcher was here first, or the flag was given twice.
    if (armed !== undefined || !processes.isTarget(process.argv[1], process.execArgv)) return;
    arming().arm(settings.configOf(settings.fromEnvironment(process.env, process.cwd())));
  } catch {
    // Nothing may be printed here, and there is nobody to tell.
  }
}

begin();
