import { fixOfNative } from '../cures/patterns.js';
import { type Facts, howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

/** The call as far as it is known: the package's name, the api's, or the name in the source. */
function named({ api, pattern, dependency }: Facts): string | null {
  return api ?? pattern ?? dependency;
}

export const wording: Wording = {
  id: 'native',
  name: 'Native code',
  summary: 'a native addon or unnamed built-in holds the loop',
  title: (facts) => `Built-in or native code${named(facts) === null ? '' : `: ${named(facts)}`}`,
  message: (facts) => {
    const name = named(facts);
    return `Code that is not JavaScript of yours${name === null ? '' : ` (\`${name}\`)`} held the loop${inPlace(facts)} ${howLong(facts)}.${whoWaited(facts)}`;
  },
  fix: ({ pattern, api, where }) =>
    `${fixOfNative(api ?? pattern)}${where === null ? ' No line of your code was seen on the stack; the trace holds what was.' : ''}`,
  roasts: [
    '{fn} at {where} went behind the C++ curtain for {ms}. Furniture was moved. 🎭',
    '{ms} below deck: {fn} at {where} knocked and native code did not look up. 🚢',
    '{fn} ({where}) called a number in C++ and got hold music for {ms}. 📞',
    'What happens in native stays in native: {fn} at {where}, {ms}, no postcards. 🎰',
    '{fn} at {where} threw a coin down the native well. The splash came after {ms}. 🪙',
    'The loop waited {ms} outside the basement at {where}. {fn} has the only key. 🔑',
    'JavaScript could see {fn} at {where}, then for {ms} nothing but machine noise. 🏭',
    '{fn} at {where} sent the waiter to the farm for one egg: {ms}. 🥚',
  ],
};
