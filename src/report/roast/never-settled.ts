import { plural, times } from '../../gate/figures.js';
import { visible } from '../text/clean.js';
import { type Facts, inPlace } from './facts.js';
import type { Wording } from './wording.js';

function why({ figures: { cycle, madeAt, behind, exitCode } }: Facts): string {
  const ring = typeof cycle === 'string' ? ` They wait for one another: ${visible(cycle)}.` : '';
  const made =
    ring === '' && typeof madeAt === 'string'
      ? ` The promise was made in ${visible(madeAt)}, and nobody resolved it.`
      : '';
  const others = Number(behind) > 0 ? ` ${plural(Number(behind), 'more await')} stood behind it.` : '';
  const end = exitCode === 13 ? ' Node ended with exit code 13, as it does when a top-level await is left.' : '';
  return `${ring}${made}${others}${end}`;
}

export const wording: Wording = {
  id: 'never-settled',
  name: 'Never settled',
  summary: 'an await that was still waiting when nothing was left to wait for',
  title: ({ figures }) =>
    typeof figures['cycle'] === 'string' ? 'Deadlock: awaits that wait for one another' : 'An await that never went on',
  message: (facts) =>
    facts.figures['consumer'] === true
      ? `The loop ran dry while a loop without end waited for its next piece${inPlace(facts)}, ${times(facts.count)}. That is right if it was meant to end so.`
      : `The loop ran dry with an \`await\` still suspended${inPlace(facts)}, ${times(facts.count)}: what comes after it never ran.${why(facts)}`,
  fix: ({ figures }) => {
    if (typeof figures['cycle'] === 'string')
      return 'Break the ring: take locks in one order everywhere, let one side not wait for the other, or start both and await them together from outside.';
    if (figures['consumer'] === true)
      return 'Give the consumer an end: close the queue, send a last piece, or pass an `AbortSignal`.';
    return 'Resolve it on every path: give a lock back in `finally`, and settle in the `error` and `close` events too. Prefer `once(emitter, "event", { signal: AbortSignal.timeout(ms) })` to a promise made by hand, so that a peer that stays silent is an error and no silence.';
  },
  roasts: [
    '{fn} at {where} is still waiting, {count}. The bar has closed, the chairs are up. 🪑',
    'After you. No, after you. {fn} at {where}, stuck in the door {count}. 🚪',
    '{fn} ({where}) waits for a bus on a line that was cut, {count}. 🚏',
    'Hold music plays at {where}. {fn} has been next in line {count}. 📞',
    'The loop went home. {fn} at {where} kept its coat on, {count}. 🧥',
    'Godot texted {fn} at {where}: running late. {count}. 📱',
    'Never is a long time to await, {fn} at {where}. You tried {count}. ⏳',
    '{fn} at {where} asked {count} and got the silence it deserves. 🦗',
    'Two hands on one toaster, and nobody lets go: {fn} at {where}, {count}. 🍞',
  ],
};
