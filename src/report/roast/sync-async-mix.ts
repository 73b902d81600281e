import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'sync-async-mix',
  name: 'Both twins of one API',
  summary: 'the synchronous and the asynchronous form of one call on one path',
  title: ({ api, figures }) => `Two minds: ${api ?? 'one API'} and ${String(figures['twin'])}`,
  message: (facts) => {
    const { calls, operations, twin, asyncLine } = facts.figures;
    return `With the program running, \`${facts.api ?? 'the synchronous twin'}\` was called${inPlace(facts)} (${figure(calls)} in all), and \`${String(twin)}\` in line ${figure(asyncLine)} (about ${figure(operations)}): one path that answers sometimes now and sometimes later.`;
  },
  fix: ({ figures }) =>
    `Use \`${String(figures['twin'])}\` on both ways, and let whoever asks await it. If an answer is there already, hand it out as a promise too: then it always comes later.`,
  roasts: [
    '{fn} at {where} answers now, or later, {n} times so far. Bring a book. 📚',
    'Both twins at one party: {fn} at {where} greeted them {n} times, mixed them up. 👯',
    '{fn} ({where}) takes the lift up and the stairs down, {n} rides in. 🛗',
    '{n} calls, two tempers: {fn} at {where} is never in the same mood. 🎭',
    'Half the orders of {fn} at {where} block the kitchen, {n} were placed. 🍝',
    '{fn} at {where} dials and faxes the same number, {n} times. 📠',
    'One toaster, two plugs: {fn} at {where} used both, {n} times. 🔌',
    '{fn} at {where} could not decide between sync and async, {n} times. 🪙',
  ],
};
