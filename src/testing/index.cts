/**
 * `loopcheck/test`: fails a single test when its own work holds up the event loop.
 *
 * CommonJS, since jest takes nothing else as it is. jest, and the `vm` pools of vitest, give each test file modules of its
 * own, while there is one loop and one probe a process: so what counts is loaded by Node itself, once.
 */
import nodeModule = require('node:module');
import vm = require('node:vm');

import type * as contract from './contract.cjs' with { 'resolution-mode': 'require' };
import type * as stalls from './stall.cjs' with { 'resolution-mode': 'require' };

/** A sandbox has a `process` and a `node:module` of its own, and this is the way past both. From Node 20.16 and 22.3 on. */
const real = vm.runInThisContext('process') as NodeJS.Process;
const { createRequire } = real.getBuiltinModule?.('node:module') ?? nodeModule;
const { expectNoStall, watchLoop, StallError } = createRequire(__filename)('./api.cjs') as contract.TestApi;

const entry: contract.TestApi = { expectNoStall, watchLoop, StallError };

declare namespace entry {
  type LoopWatch = contract.LoopWatch;
  type NoStallOptions = contract.NoStallOptions;
  type Place = stalls.Place;
  type Stall = stalls.Stall;
  type StallError = contract.StallError;
  type Watched = contract.Watched;
  type WatchOptions = contract.WatchOptions;
}

// Node finds the names that `import { … }` may ask for in the text alone, in lines like these.
exports.expectNoStall = expectNoStall;
exports.watchLoop = watchLoop;
exports.StallError = StallError;

export = entry;
