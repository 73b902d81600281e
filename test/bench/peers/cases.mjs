import { fileURLToPath } from 'node:url';
import { readCases } from '../../exam/labels.mjs';

const exam = fileURLToPath(new URL('../../exam/cases/', import.meta.url));
const own = fileURLToPath(new URL('./cases/', import.meta.url));

/** Every kind of cause, the ways to end, and programs that do not block: what a run takes unless it is told `--all`. */
const CHOSEN = [
  'sync-call/pbkdf2-login.js',
  'sync-call/exec-sync-deploy.js',
  'sync-call/read-many.mjs',
  'sync-call/startup-settings.js',
  'sleep-loop/date-now.js',
  'sleep-loop/two-files',
  'regex/email-check.js',
  'json/parse-big.js',
  'json/stringify-response.mjs',
  'cpu/fib-route.mjs',
  'cpu/callback-from-dependency',
  'cpu/long-after-await.js',
  'cpu/top-level-startup.mjs',
  'gc/retain-storm.js',
  'module-load/lazy-tree',
  'module-load/startup-require',
  'microtask-flood/recursive-next-tick.js',
  'microtask-flood/await-in-loop.mjs',
  'native/default-sort.js',
  'workers/file-computes',
  'negatives/async-twins.mjs',
  'negatives/busy-neighbours.js',
  'negatives/idle-http-server.js',
  'negatives/many-short-tasks.js',
  'negatives/stopped-and-continued.js',
  'endings/endless-loop-duration.js',
  'endings/process-exit-after-sync-call.mjs',
  'endings/process-exit-mid-stall.js',
  'endings/sigkill-cpu-loop.js',
  'endings/sigkill-idle-after-stall.js',
  'endings/sigterm-default.js',
  'endings/uncaught-after-stall.js',
];

/** Features of loopcheck's own launcher, of source maps and of process trees, which no peer claims. */
const NOT_FOR_PEERS = /^(?:maps|children|triggers|delayed)\//;

/**
 * The cases of a comparison: some of the exam's, or all that more than one tool can run, and those of `cases/`, which are
 * programs under seconds of load; less those that this major of Node can't run. Throws when a chosen one is gone.
 */
export function casesOf({ all, major }) {
  const corpus = readCases(exam).filter(isComparable);
  const missing = CHOSEN.filter((name) => !corpus.some((each) => each.name === name));
  if (missing.length > 0) throw new Error(`the exam has no ${missing.join(', ')}`);
  const wanted = all ? corpus : corpus.filter((each) => CHOSEN.includes(each.name));
  return [...readCases(own), ...wanted].filter((each) => each.node <= major);
}

function isComparable({ name, launch, expects }) {
  return (
    !NOT_FOR_PEERS.test(name) &&
    !launch.command &&
    !launch['kill-launcher'] &&
    !launch.deep &&
    expects.every((expect) => expect.process !== 'child')
  );
}
