import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const KB = 1024;
const MB = KB * KB;

function amount(value: unknown, objects: unknown): string {
  const size = Number(value);
  if (objects === true) return `${figure(size)} objects`;
  return size >= MB ? `${figure(Math.round(size / MB))} MB` : `${figure(Math.round(size / KB))} KB`;
}

export const wording: Wording = {
  id: 'ignored-backpressure',
  name: 'Ignored backpressure',
  summary: 'writes on after the stream asked to wait, and memory takes the rest',
  title: ({ figures }) => `${amount(figures['peak'], figures['objectMode'])} in a queue: ${String(figures['stream'])}`,
  message: (facts) => {
    const { writes, peak, highWaterMark, objectMode } = facts.figures;
    return `${figure(writes)} writes${inPlace(facts)} went to a stream that had said it was full (\`write()\` returned false); it held ${amount(peak, objectMode)}, and had asked for no more than ${amount(highWaterMark, objectMode)}.`;
  },
  fix: () =>
    'Let the stream set the pace: `await pipeline(source, target)` from `node:stream/promises`, or `if (!stream.write(chunk)) await once(stream, "drain")`. To many readers of different speed: drop, or close the slow ones, and never queue for them without a limit.',
  roasts: [
    '{fn} at {where} kept pouring, {n} times. The glass said stop long ago. 🍷',
    '{n} plates on a full table: {fn} at {where} does not look, it serves. 🍝',
    'write() said false, {fn} at {where} said whatever, {n} times. 🙉',
    'The bouncer said full. {fn} at {where} pushed {n} more through the window. 🪟',
    '{fn} ({where}) faxes {n} pages to a machine out of paper. 📠',
    'Memory is a fine queue, thinks {fn} at {where}. {n} writes later it is the heap. 🗻',
    '{n} more toasts for a toaster that is full: {fn} at {where} stacks them on top. 🍞',
    'Drain is an event, not a rumour. {fn} at {where} missed it {n} times. 🛁',
  ],
  roastsNowhere: [
    'Somebody kept pouring, {count}. The floor is wet and nobody has a bottle. 🍷',
    'The stream said stop, {count}, to nobody in particular. 🙉',
    'A queue grew {count} behind a door that nobody guards. 🚪',
  ],
};
