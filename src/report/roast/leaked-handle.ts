import { formatMs } from '../../gate/figures.js';
import { visible } from '../text/clean.js';
import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const PILED: readonly string[] = [
  '{n} timers, and not one of them was ever told to stop. Somewhere a metronome shop is on fire. 🎼',
  'The timers went forth and multiplied: {n}, and counting. 🐇',
  '{n} alarm clocks on one nightstand, each bought because nobody turned the last one off. ⏰',
  'Every visitor winds up a clock and leaves. There are {n} now, all of them ticking. 🕰️',
  '{n} timers alive, cleared so far: none. The bouncer only knows how to let in. 🚪',
  '{n} pots on timers, and the cook keeps adding stoves. 🍲',
  'Nobody hangs up: {n} lines are open and the modem is proud. 📞',
  '{n} toasters set, nobody comes for the toast. 🍞',
];

export const wording: Wording = {
  id: 'leaked-handle',
  name: 'Leaked handle',
  summary: 'a timer, socket or listener that was left behind',
  title: ({ figures }) =>
    figures['kind'] === 'listeners'
      ? `Listeners pile up: ${visible(String(figures['event']))}`
      : figures['kind'] === 'growing'
        ? 'Timers pile up'
        : 'Kept alive by leftovers',
  message: (facts) => {
    const { kind, listeners, event, emitter, resources, stopped, followed, n, all } = facts.figures;
    if (kind === 'listeners') {
      const whose = typeof emitter === 'string' && emitter !== '' ? ` of one ${visible(emitter)}` : '';
      return `The ${figure(listeners)}th listener to \`${visible(String(event))}\`${whose} was added${inPlace(facts)}; Node warns of a leak when more are added than ever removed.`;
    }
    const made = inPlace(facts);
    if (kind === 'growing') {
      const whose = made === '' ? '' : `, ${figure(n)} of them made${made}`;
      const how = made === '' && followed !== true ? ' `--deep` tells where they were made.' : '';
      return `The program’s timers only ever became more: ${figure(all)} were alive at the last count, ${formatMs(facts.worstMs)} after the first${whose}.${how}`;
    }
    const unknown = followed === true ? '.' : '. `--deep` tells where each was made.';
    const where = made === '' ? unknown : `, made${made}.`;
    const end = stopped === true ? 'until it was stopped' : 'until it ended by itself';
    return `After the last thing that it did, the program stayed alive for ${formatMs(facts.worstMs)}, ${end}; what kept it: ${String(resources)}${where}`;
  },
  fix: ({ figures }) =>
    figures['kind'] === 'growing'
      ? 'Keep what `setInterval` and `setTimeout` give, and clear it where the work ends: `clearInterval` in `finally`, on `close`, or with the `AbortSignal` of the work. One timer for all of them does more with less.'
      : figures['kind'] === 'listeners'
        ? 'Add the listener once, outside of what happens again and again; or take it away when done: `once`, `removeListener` in `finally`, `{ signal }` of an `AbortController`. `setMaxListeners` only hides it.'
        : 'Clean up where the work ends: `clearTimeout` and `clearInterval` in `finally`, `socket.end()`, `pool.close()`; pass an `AbortSignal` and abort it. A timer that should not keep the process alive: `timer.unref()`.',
  hasRoastsFor: ({ figures }) => figures['kind'] !== 'kept-alive',
  roastsNowhereFor: ({ figures }) => (figures['kind'] === 'growing' ? PILED : undefined),
  roasts: [
    '{fn} at {where} hands out keys and never takes one back: {n} so far. 🔑',
    '{n} listeners at {where}. {fn} collects ears like others collect mugs. 👂',
    '{fn} ({where}) subscribes {n} times and never cancels. Like a gym. 💪',
    'Once would do. {fn} at {where} went for {n}. 📎',
    '{fn} at {where} leaves the lights on in {n} rooms. 💡',
    'The guest list at {where} only grows: {fn} is at {n}, nobody ever leaves. 🚪',
    '{n} dial tones, nobody hung up: {fn} at {where} is the operator. 📞',
    '{fn} at {where} set {n} places at the table and washed none. 🍴',
  ],
  roastsNowhere: [
    'The work was done, and the process stayed for {ms} to admire it. 🎨',
    '{ms} after closing time one guest still holds a glass. 🍷',
    'The party ended {ms} before somebody found the light switch. 💡',
    'All done, nowhere to go: {ms} in the car with the engine on. 🚗',
    '{ms} of overtime, unpaid, for a timer that nobody needs. ⏰',
    'The toast is out, the toaster stays on: {ms} and warm. 🍞',
    'Everybody left, but the modem hissed on for {ms}. 📠',
    'The work is over, the receiver is off: {ms}. 📞',
  ],
};
