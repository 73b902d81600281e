import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'slow-regex',
  name: 'Slow regular expression',
  summary: 'a regular expression backtracks; the input decides how long',
  title: () => 'Slow regular expression',
  message: (facts) => `A regular expression was matching${inPlace(facts)} ${howLong(facts)}.${whoWaited(facts)}`,
  fix: () =>
    'Make the pattern linear: no repeat inside a repeat (`(a+)+`), no alternatives that match the same text (`(a|a)*`), `[^"]*` rather than `.*`. Limit the length of the input before you match. For patterns or input from outside use `re2`, which never backtracks.',
  roasts: [
    '{fn} at {where} asked a regex yes or no and got {ms} of soul-searching. 🔮',
    'The pattern at {where} tried each door twice. {fn} held the coats for {ms}. 🚪',
    '{ms} at {where}: {fn} lost its keys and backtracked through the whole city. 🔑',
    '{fn} ({where}) fed a regex one string. It has been chewing for {ms}. 🥩',
    'There was one problem at {where}. Then came a regex: {fn}, {ms}, two problems. 🧩',
    'Maybe, maybe, maybe, said the regex at {where}. {fn} waited {ms} for a no. 🌼',
    '{fn} at {where} opened a portal to exponential time. It shut after {ms}. For now. 🌀',
    'Not a pattern, a labyrinth: {fn} at {where} met the minotaur after {ms}. 🐂',
    'The regex at {where} looks like a cat on a keyboard. {fn} read it for {ms}. 🐈',
  ],
  roastsWaited: [
    'Everybody out: {fn} at {where} let one string close the shop for {ms}. 🚪',
    '{fn} at {where} spent {ms} on one string. The other guests ate the napkins. 🍝',
  ],
  roastsAlone: [
    'Nobody was in line at {where}, so {fn} let the regex dither for {ms}. 🌼',
    '{fn} at {where} gave a regex {ms} of quiet reflection. Someone may queue one day. 🔮',
  ],
};
