import { fixOfPackage } from '../cures/packages.js';
import { fixOfPattern } from '../cures/patterns.js';
import { type Facts, howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

function title({ pattern, dependency }: Facts): string {
  if (dependency !== null) return `Long computation in ${dependency}`;
  return pattern === null || pattern === 'loop'
    ? 'Long computation'
    : `Long computation: ${pattern.replaceAll('-', ' ')}`;
}

export const wording: Wording = {
  id: 'cpu-bound',
  name: 'CPU-bound code',
  summary: 'your own JavaScript computes so long that nothing else runs',
  title,
  message: (facts) => {
    // Without a place and without an answer it may as well have been a native call, or V8 itself.
    const isDark = facts.where === null && facts.evidence.startsWith('Nothing is known');
    if (isDark) return `The loop was held ${howLong(facts)}, and nothing is known of what ran.${whoWaited(facts)}`;
    return `${facts.dependency === null ? 'JavaScript' : `\`${facts.dependency}\``} computed${inPlace(facts)} ${howLong(facts)}, without a turn for anything else.${whoWaited(facts)}`;
  },
  fix: ({ pattern, dependency }) => (dependency === null ? fixOfPattern(pattern) : fixOfPackage(dependency)),
  roasts: [
    'One thread, one loop, and {fn} at {where} did its homework on it for {ms}. 📚',
    '{fn} at {where} ran the server as a space heater for {ms}. Cosy, though. 🔥',
    'No await can lift this: {fn} at {where} was computing for {ms} straight. 💪',
    'For {ms} the only thing that scaled at {where} was the fan. Take a bow, {fn}. 🌀',
    '{fn} at {where} ran a marathon in a phone booth: {ms}, and no calls out. 🏃',
    'Big O rang from {where}. It was about {fn}, and it kept the line for {ms}. 📈',
  ],
  roastsWaited: [
    '{fn} at {where} thought hard for {ms}. Everyone else just had requests. 🧠',
    '{ms} at {where}: {fn} did sudoku at the till while the line reached the street. 🛒',
    '{fn} ({where}) cooked seven courses for one. {ms}, and the room is still hungry. 🍲',
  ],
  roastsAlone: [
    '{ms} of honest work by {fn} at {where}. Only the fan was kept waiting. 🌀',
    '{fn} at {where} lifted for {ms} in an empty gym. Nice form, though. 💪',
    '{fn} at {where} keeps nobody waiting for {ms}. It wants threads, not awaits. 🧵',
  ],
};
