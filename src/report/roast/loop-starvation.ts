import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

function fix(api: string | null): string {
  if (api === 'process.nextTick') {
    return 'Queue the next round with `setImmediate(next)` instead of `process.nextTick(next)`: sockets and timers then get their turn in between.';
  }
  return 'Let the loop turn now and then: `await setImmediate()` from `node:timers/promises` every few hundred rounds. An `await` on what is already there only goes to the back of the microtask queue, which the loop empties before it does anything else.';
}

export const wording: Wording = {
  id: 'loop-starvation',
  name: 'Loop starvation',
  summary: 'callbacks that keep queueing more, so the loop never turns',
  title: ({ api }) => (api === null ? 'Loop starvation' : `Loop starvation: ${api} queues more of itself`),
  message: (facts) =>
    `${facts.api === 'process.nextTick' ? '`process.nextTick` callbacks' : 'Promise callbacks'} kept queueing more${inPlace(facts)}, and the loop could not turn ${howLong(facts)}.${whoWaited(facts)}`,
  fix: ({ api }) => fix(api),
  roasts: [
    '{ms} at {where}: {fn} kept cutting in line, behind itself. 🎢',
    '{fn} ({where}) says goodbye for {ms} and never leaves the doorway. 🚪',
    'Each callback of {fn} at {where} brought a friend. {ms}, and the bouncer quit. 🕺',
    '{fn} at {where} played table tennis with itself for {ms}. 🏓',
    '"In a moment", said {fn} at {where}, to itself, for {ms}. ⏳',
    '{ms} of confetti at {where}: each piece tiny, all of it thrown by {fn}. 🎉',
    'Strictly speaking {fn} at {where} never blocks. Nor does a {ms} traffic jam. 🚦',
  ],
  roastsWaited: [
    '{fn} at {where} had "just one more thing" for {ms}. The timers grew beards. 🧔',
    '{fn} at {where} refilled its own plate for {ms} while the sockets read the menu. 🍝',
  ],
  roastsAlone: [
    '{fn} at {where} cut in line for {ms}, in front of nobody at all. 🎢',
    'Had anyone queued at {where}, {fn} would have said: one more, for {ms}. 🍩',
  ],
};
