import { formatMs } from '../../gate/figures.js';
import { visible } from '../text/clean.js';
import { type Facts, figure, inPlace } from './facts.js';
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

const LEFT_OPEN: readonly string[] = [
  '{n} lines dialled and none hung up. The modem hums a choir. 📞',
  'Each visitor rings the kitchen and leaves the phone off the hook: {n} by now. ☎️',
  '{n} connections, one for each request, goodbye said to none. 🚪',
  'Somebody opens {n} doors and wonders about the draught. 🌬️',
  '{n} taxis wait outside with the meter on. Nobody is coming. 🚕',
  'The peer counts {n} callers who said hello and then nothing, for ever. 📠',
  '{n} sockets in a drawer, each used once and kept just in case. 🧦',
  '{n} toasters plugged in, and the wall is out of sockets. 🍞',
];

type Case = 'listeners' | 'timers' | 'connections' | 'kept-alive';

function caseOf({ kind, what }: Facts['figures']): Case {
  if (kind === 'growing') return what === 'connections' ? 'connections' : 'timers';
  return kind === 'listeners' ? 'listeners' : 'kept-alive';
}

const FIXES: Readonly<Record<Case, string>> = {
  listeners:
    'Add the listener once, outside of what happens again and again; or take it away when done: `once`, `removeListener` in `finally`, `{ signal }` of an `AbortController`. `setMaxListeners` only hides it.',
  timers:
    'Keep what `setInterval` and `setTimeout` give, and clear it where the work ends: `clearInterval` in `finally`, on `close`, or with the `AbortSignal` of the work. One timer for all of them does more with less.',
  connections:
    'End the connection where its work ends: `socket.end()`, or `destroy()`, in `finally`. Or keep a few of them open for all requests: a pool.',
  'kept-alive':
    'Clean up where the work ends: `clearTimeout` and `clearInterval` in `finally`, `socket.end()`, `pool.close()`; pass an `AbortSignal` and abort it. A timer that should not keep the process alive: `timer.unref()`.',
};

const TITLES: Readonly<Record<Case, (figures: Facts['figures']) => string>> = {
  listeners: ({ event }) => `Listeners pile up: ${visible(String(event))}`,
  timers: () => 'Timers pile up',
  connections: () => 'Connections pile up',
  'kept-alive': () => 'Kept alive by leftovers',
};

const MESSAGES: Readonly<Record<Case, (facts: Facts) => string>> = {
  listeners: (facts) => {
    const { listeners, event, emitter } = facts.figures;
    const whose = typeof emitter === 'string' && emitter !== '' ? ` of one ${visible(emitter)}` : '';
    return `The ${figure(listeners)}th listener to \`${visible(String(event))}\`${whose} was added${inPlace(facts)}; Node warns of a leak when more are added than ever removed.`;
  },
  timers: (facts) => {
    const { n, all, followed } = facts.figures;
    const made = inPlace(facts);
    const whose = made === '' ? '' : `, ${figure(n)} of them made${made}`;
    const how = made === '' && followed !== true ? ' `--deep` tells where they were made.' : '';
    return `The program’s timers only ever became more: ${figure(all)} were alive at the last count, ${formatMs(facts.worstMs)} after the first${whose}.${how}`;
  },
  connections: (facts) =>
    `The connections that the program makes${inPlace(facts)} only ever became more while it served requests: ${figure(facts.figures['all'])} were open at the last count, ${formatMs(facts.worstMs)} after the first.`,
  'kept-alive': (facts) => {
    const { resources, stopped, followed } = facts.figures;
    const made = inPlace(facts);
    const unknown = followed === true ? '.' : '. `--deep` tells where each was made.';
    const where = made === '' ? unknown : `, made${made}.`;
    const end = stopped === true ? 'until it was stopped' : 'until it ended by itself';
    return `After the last thing that it did, the program stayed alive for ${formatMs(facts.worstMs)}, ${end}; what kept it: ${String(resources)}${where}`;
  },
};

const PILES: Readonly<Partial<Record<Case, readonly string[]>>> = { timers: PILED, connections: LEFT_OPEN };

export const wording: Wording = {
  id: 'leaked-handle',
  name: 'Leaked handle',
  summary: 'a timer, socket or listener that was left behind',
  title: ({ figures }) => TITLES[caseOf(figures)](figures),
  message: (facts) => MESSAGES[caseOf(facts.figures)](facts),
  fix: ({ figures }) => FIXES[caseOf(figures)],
  hasRoastsFor: ({ figures }) => caseOf(figures) !== 'kept-alive',
  roastsNowhereFor: ({ figures }) => PILES[caseOf(figures)],
  roasts: [
    '{fn} at {where} hands out keys and never takes one back: {n} so far. 🔑',
    '{n} of a kind at {where}. {fn} collects them like others collect mugs. ☕',
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
