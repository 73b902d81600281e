import { formatMs } from '../../gate/figures.js';
import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'gc-pressure',
  name: 'GC pressure',
  summary: 'so much is allocated that collecting it stops the loop',
  title: () => 'Garbage collection',
  message: (facts) => {
    const { gcMs, spanMs } = facts.figures;
    if (typeof gcMs === 'number' && typeof spanMs === 'number' && spanMs > 0) {
      const percent = Math.round((100 * gcMs) / spanMs);
      return `Garbage collection took ${formatMs(gcMs)} of ${formatMs(spanMs)}: ${percent} % of the thread, in many small pieces.`;
    }
    const share = typeof gcMs === 'number' ? ` Collections took ${formatMs(gcMs)}.` : '';
    const place = facts.where === null ? '' : `, most of it allocated${inPlace(facts)}`;
    return `Garbage collection held the loop ${howLong(facts)}${place}.${share}${whoWaited(facts)}`;
  },
  fix: () =>
    'Make less garbage: stream or page through the data instead of holding all of it, work in smaller batches, reuse buffers and objects in hot loops, and do not copy with `map`/`filter`/spread where a plain loop will do. If the live data really is that large, give it room: `--max-old-space-size`, and `--max-semi-space-size=64` for many short-lived objects.',
  roasts: [
    '{fn} at {where} throws a party each tick; the garbage truck blocked the road for {ms}. 🚛',
    'The garbage truck parked at {where} for {ms}. {fn} keeps filling the bins. 🚛',
    '{fn} ({where}) allocates as if memory were free. The bill came: {ms}. 🧾',
    'V8 cleaned up after {fn} at {where} for {ms}. It will not talk about it. 🧹',
    '{ms} at {where}: {fn} uses each object once, like a paper napkin. 🧻',
    'Every spread is a copy, every copy a chore: {fn} at {where}, {ms} of chores. 🧺',
    'The heap at {where} went up, the loop went down. {fn} rode that seesaw for {ms}. 🎠',
    'Mark, sweep, repeat: {fn} at {where} vacuumed for {ms} in the middle of dinner. 🍝',
    '{fn} at {where} brought plastic cups to the heap. Recycling took {ms}. 🥤',
  ],
  roastsNowhere: [
    'The garbage truck blocked the whole street for {ms}. Everyone’s bins were full. 🚛',
    '{ms} of spring cleaning in the middle of dinner. Mark, sweep, apologise. 🧹',
    'The heap went up, the loop went down: {ms} on the seesaw. 🎠',
    'Memory is free until the collector sends the bill: {ms}, payable at once. 🧾',
    'V8 spent {ms} looking for something to throw away. It found plenty. 🧹',
    '{ms} of recycling. So many objects, so short a life, so little fun. 🥤',
    'The party was fine. The tidying took {ms} and the loop held the bag. 🎈',
    'The collector came {count} and stayed for {ms}. Nobody had cleaned up first. 🧺',
  ],
};
