import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const THINGS: Readonly<Record<string, string>> = {
  fs: 'file operations',
  dns: 'lookups',
  crypto: 'jobs',
  zlib: 'jobs',
  child: 'child processes',
  http: 'requests',
  fetch: 'requests',
  net: 'connections',
};

export const wording: Wording = {
  id: 'unbounded-concurrency',
  name: 'Unbounded concurrency',
  summary: 'hundreds of operations are started at once, as many as there are',
  title: ({ api, figures }) => `${figure(figures['peak'])} at once${api === null ? '' : `: ${api}`}`,
  message: (facts) => {
    const { peak, kind, operations, code } = facts.figures;
    const refused = typeof code === 'string' ? ` In the end somebody said ${code}.` : '';
    return `${figure(peak)} ${THINGS[String(kind)] ?? 'operations'} of ${figure(operations)} were under way at the same time, all started${inPlace(facts)}.${refused}`;
  },
  fix: () =>
    'Keep a limit: `p-limit` or `p-map` with `{ concurrency: 10 }`, or a few runners that take from one list. Files: no more than the thread pool has threads, or few more. Peers: what their operators would call polite. `Promise.all` over a list of unknown length has no limit.',
  roasts: [
    '{fn} at {where} invited {n} guests to a table for four. 🍝',
    '{n} at once from {where}: {fn} thinks a queue is something for other people. 🚪',
    'The bouncer at {where} quit: {fn} came with {n} friends, all on the list. 😎',
    '{fn} ({where}) ordered {n} toasts from one toaster. Fire brigade notified. 🚒',
    '{n} modems dialling at the same time: {fn} at {where} has found the busy tone. 📞',
    '{fn} at {where} has never met a limit: {n} in the air, two hands. 🤹',
    'Promise.all means all, and {fn} at {where} meant all {n} of them. 🎆',
    '{n} shopping carts, one till. Thank {fn} at {where} for the atmosphere. 🛒',
    '{fn} at {where} calls {n} at once a plan. The other end calls it an attack. 🌊',
  ],
  roastsNowhere: [
    'Everything was started at once, {count}, and nobody will say who did it. 🌊',
    'A stampede came through {count}. The tracks end at the edge of your code. 🐎',
    'All at once, {count}. The door held, barely. 🚪',
  ],
};
