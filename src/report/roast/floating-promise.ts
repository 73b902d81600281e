import { times } from '../../gate/figures.js';
import { type Facts, figure, functionName, inPlace } from './facts.js';
import type { Wording } from './wording.js';

function called({ figures: { callee } }: Facts): string {
  const name = functionName(String(callee ?? ''));
  return name.startsWith('`') ? name : 'an async function';
}

function fate({ count, figures: { unsettled, rejected } }: Facts): string {
  if (Number(rejected) > 0) return ` It was rejected ${times(Number(rejected))}, and nobody heard of it.`;
  if (Number(unsettled) > 0) return ` At the end ${figure(unsettled)} of ${figure(count)} had not finished.`;
  return ' It went on after its caller had returned: had it failed, nobody would have known.';
}

export const wording: Wording = {
  id: 'floating-promise',
  name: 'Floating promise',
  summary: 'an async call whose promise nobody awaits',
  title: (facts) => `Floating promise: ${called(facts)} is not awaited`,
  message: (facts) =>
    `The promise of ${called(facts)} was left behind${inPlace(facts)}, ${times(facts.count)}.${fate(facts)}`,
  fix: (facts) =>
    `Await it: \`await ${called(facts).startsWith('`') ? called(facts).slice(1, -1) : 'call'}(…)\`. In place of \`forEach\` with an async callback: \`for (const item of items) await …\`, or \`await Promise.all(items.map(…))\`. Where it shall really go on by itself, say so and handle its error: \`void call().catch(report)\`.`,
  roasts: [
    '{fn} at {where} let go of the balloon {count}. It is quite high up by now. 🎈',
    '{fn} at {where} made a promise and left the room, {count}. 🚪',
    'Fire and forget, says {fn} at {where}. {count}, and mostly forget. 🔥',
    'An await is missing at {where}. {fn} has not missed it, {count} so far. 🔎',
    '{fn} at {where} sends letters without a return address, {count}. 📮',
    'Somewhere out there runs what {fn} at {where} started {count}. Godspeed. 🚀',
    'The pizza was ordered {count}, and {fn} at {where} moved house. 🍕',
    '{fn} ({where}) does not wait for answers. It did not wait {count}. 📞',
    'The cat is in the box at {where}: {fn} left {count} and never looked. 🐈',
  ],
};
