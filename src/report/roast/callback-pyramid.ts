import { visible } from '../text/clean.js';
import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'callback-pyramid',
  name: 'Callback pyramid',
  summary: 'callbacks within callbacks within callbacks',
  title: ({ figures }) => `Callback pyramid, ${figure(figures['n'])} levels`,
  message: (facts) =>
    `${figure(facts.figures['n'])} calls stand within each other’s callbacks, the innermost${inPlace(facts)}: lines ${visible(String(facts.figures['lines'] ?? ''))}. Each level needs its own error handling, and what must run on every way out has no place.`,
  fix: () =>
    'Write it as one `async` function: `node:fs/promises`, `node:timers/promises`, `node:dns/promises`, `util.promisify` for what has no promise form, and `try`/`finally` for the way out.',
  roasts: [
    '{fn} at {where} lies {n} callbacks deep. The pharaoh sends his regards. 🐫',
    'A pyramid of {n} storeys at {where}. {fn} is buried at the bottom, with its cat. 🐈',
    '{fn} at {where}: {n} levels down, and the lift is a return. 🛗',
    'The braces at {where} need a banister. {fn} is on step {n}. 🪜',
    '{n} dreams within dreams: {fn} at {where} hopes for a kick. 🌀',
    'Call me back, said {fn} at {where}. They did, {n} times over. 📞',
    'Matryoshka architecture: {fn} at {where} is doll number {n}. 🪆',
    '{fn} ({where}) indents {n} times. The right margin has filed a complaint. 📐',
    'It is callbacks all the way down at {where}. {fn} counted {n}. 🐢',
  ],
};
