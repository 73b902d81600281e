import type { Facts } from '../roast/facts.js';
import { betterWay } from './patterns.js';

/** Findings whose cure is to let the loop turn meanwhile: pointless where nothing else wants a turn. */
const CURED_BY_TURNS: ReadonlySet<string> = new Set([
  'blocking-call',
  'sleep-loop',
  'big-json',
  'fake-async',
  'loop-starvation',
  'module-load',
]);

const COMPUTING: ReadonlySet<string> = new Set(['cpu-bound', 'native']);

const NO_AWAITS =
  'Nothing had to wait, so more `await`s would gain nothing; several `worker_threads` or processes, one a core, would.';
const LESS_FIRST = 'To be done sooner, see first whether it can be done once and kept, or on less data.';

/**
 * The fix as it suits a case in which nobody waited: asynchronous code is no end in itself. `fix` is what helps where
 * somebody does; harm, and what is just as wrong in an empty room, keeps it.
 */
export function fixWhenAlone({ id, severity, figures, startup, pattern }: Facts, fix: string): string {
  const turns = CURED_BY_TURNS.has(id);
  const computing = COMPUTING.has(id);
  if (severity !== 'info' || figures['kind'] === 'not-exercised' || !(turns || computing)) return fix;
  if (figures['inWorker'] === true) {
    return 'Nothing to change: it ran in a worker thread, which has nobody else to serve.';
  }
  if (computing) return `${betterWay(pattern) ?? LESS_FIRST} ${NO_AWAITS}`;
  return startup ? fix : `Nothing had to wait for it, so it may stay as it is. Where something has to: ${lowered(fix)}`;
}

/** `Instead of` as `instead of`, after a colon; names and code keep their first letter. */
function lowered(sentence: string): string {
  return /^[A-Z][a-z]+ /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
