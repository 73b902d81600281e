import { fixOfCall } from '../cures/calls.js';
import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'big-json',
  name: 'Big JSON',
  summary: 'something large is parsed, printed or cloned in one go',
  title: ({ api }) => `Too much in one go: ${api ?? 'JSON'}`,
  message: (facts) =>
    `\`${facts.api ?? 'JSON'}\` worked on something large${inPlace(facts)} ${howLong(facts)}.${whoWaited(facts)}`,
  fix: ({ api }) => fixOfCall(api ?? 'JSON.parse'),
  roasts: [
    '{fn} at {where} took the whole buffet in one bite. {ms} of chewing. 🍔',
    '{ms} of {api} at {where}: {fn} does not send messages, it ships novels. 📚',
    '{fn} ({where}) moved a couch through the cat flap: {api}, {ms}. 🐈',
    'All brackets at {where} match. {fn} counted every one of them for {ms}. 🧮',
    '{fn} at {where} gave {api} all it ever loved. {ms}, and no page two. 📜',
    'Somewhere in {ms} of {api} at {where} is the one field that {fn} wanted. 🔎',
    '{fn} at {where} faxed the internet: {ms} of {api}, then a paper jam. 📠',
    'A wild blob appears at {where}! {fn} used {api}. {ms}. Not very effective. 🎮',
    'Streams exist, and {fn} at {where} swallowed it whole for {ms}. Snakes took notes. 🐍',
  ],
  roastsWaited: [
    '{fn} at {where} read the whole menu aloud: {api}, {ms}. Orders went cold. 🍝',
    '{fn} at {where} moved house on the bus: {ms} of {api}, and a full stop outside. 🚌',
  ],
  roastsAlone: [
    '{ms} of {api} at {where}, for an audience of none. {fn} bowed anyway. 🎭',
    '{fn} at {where} had the buffet to itself: {api}, {ms}, no queue. 🍔',
  ],
};
