import type { Facts } from './facts.js';
import type { Wording } from './wording.js';

function subject({ fn, where }: Facts): string {
  if (where === null) return 'The code that held the loop';
  return fn.startsWith('`') ? `${fn} (${where})` : `The code at ${where}`;
}

export const wording: Wording = {
  id: 'fake-async',
  name: 'Fake async',
  summary: 'an `async` function that blocks all the same',
  title: () => 'Async in name only',
  message: (facts) =>
    `${subject(facts)} ${facts.where === null ? 'is' : 'runs'} in an \`async\` function or a promise’s callback and held the loop all the same: neither moves work off the thread.`,
  fix: () =>
    '`async` only changes what is returned, and `await` only steps aside for what is already asynchronous. Everything between two awaits runs on the loop in one go: take away what blocks there (see the cause above), or move it to a worker thread and `await` that.',
  roasts: [
    'The async around {fn} at {where} is a painted door. Behind it: {ms} of wall. 🚪',
    'Async is a racing stripe on {fn} ({where}). It still blocked for {ms}. 🏁',
    'A Promise left {where} once {fn} had done it all on the spot, {ms} later. 🤞',
    'await suspends, it does not vanish work. {fn} at {where} tested that for {ms}. 🎩',
    'It says async on the tin at {where}. Inside: {fn}, {ms} of finest sync. 🥫',
    '{fn} at {where} wore an async costume. The loop saw through it, for {ms}. 🎭',
    'Promises were made at {where}. {fn} kept the loop instead, for {ms}. 💍',
    'One await before the storm is no umbrella: {fn} at {where}, {ms} of rain. ☔',
    '"I will be async in a moment", said {fn} at {where}. The moment took {ms}. ⏳',
  ],
};
