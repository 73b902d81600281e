import { formatMs } from '../../gate/figures.js';
import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'sequential-awaits',
  name: 'Sequential awaits',
  summary: 'one operation after the other, none of which needs the one before',
  title: ({ api, figures }) => `One by one, ${figure(figures['operations'])} times${api === null ? '' : `: ${api}`}`,
  message: (facts) => {
    const { operations, eachMs } = facts.figures;
    return `About ${figure(operations)} operations took turns${inPlace(facts)}, ${formatMs(facts.totalMs)} in all and ${formatMs(Number(eachMs))} each; as far as the source tells, none needs the result of the one before.`;
  },
  fix: () =>
    'Start a handful together: `await Promise.all(batch.map(work))` in batches, or `p-map` with `{ concurrency: 10 }`. Keep the loop if the order matters, or if the peer asked for it.',
  roasts: [
    '{fn} at {where} bakes {n} pizzas one by one in an oven for ten. {ms} later… 🍕',
    '{n} trips to the shop for {n} eggs: {fn} at {where}, {ms} of walking. 🥚',
    '{fn} at {where} awaits, and awaits, and awaits: {ms} in single file. 🐧',
    '{ms} at {where}: {fn} makes toast a slice at a time, and watches. 🍞',
    'A group chat by post: {fn} at {where}, {n} letters, {ms} of stamps. 📮',
    '{fn} ({where}) holds the door for {n} guests, one handshake each. {ms}. 🚪',
    'Dial, listen, put down, dial: {fn} at {where} did that for {ms}. 📞',
    '{n} awaits in a row at {where}. {fn} had {ms} to think about Promise.all. 💭',
  ],
  roastsNowhere: ['{ms} of single file, and nobody knows who drew the line. 🐧'],
};
