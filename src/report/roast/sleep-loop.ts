import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

const PLAIN_WAIT = '`await setTimeout(ms)` from `node:timers/promises`';

function fix(api: string | null): string {
  if (api === null) return `Wait without holding the loop: ${PLAIN_WAIT} in place of the loop that reads the clock.`;
  if (api === 'Atomics.wait') {
    return `Instead of \`Atomics.wait\`: ${PLAIN_WAIT} to pass time, \`await Atomics.waitAsync(view, index, value).value\` to wait for another thread.`;
  }
  return `Instead of a child process that sleeps (\`${api}\`): ${PLAIN_WAIT}. No process, no shell, and the loop goes on.`;
}

export const wording: Wording = {
  id: 'sleep-loop',
  name: 'Sleep loop',
  summary: 'code passes time by holding the loop instead of waiting',
  title: ({ api }) => (api === null ? 'Waiting by spinning on the clock' : `Waiting by holding the loop: ${api}`),
  message: (facts) => {
    // That may wait for another thread as well.
    const what = facts.api === 'Atomics.wait' ? 'by a wait that nothing else can run in' : 'only to let time pass';
    return `The loop was held ${what}${inPlace(facts)}: ${howLong(facts)}.${whoWaited(facts)}`;
  },
  fix: ({ api }) => fix(api),
  roasts: [
    '{fn} at {where} asked the clock "are we there yet?" for {ms}. 🚙',
    '{fn} at {where} stared at the clock for {ms}. The clock has filed a complaint. ⏰',
    'setTimeout is free. {fn} at {where} bought {ms} of waiting at full price. 🔌',
    '{ms} at {where}: {fn} revved the engine in the garage to arrive late. 🚗',
    'Nothing boils while {fn} at {where} watches the pot for {ms}, kitchen locked. 🍲',
    '{fn} at {where} took a {ms} nap in the only doorway. 🛌',
  ],
  roastsWaited: [
    '{fn} ({where}) counts sheep while everyone waits: {ms}, and nobody rested. 🐑',
    '{fn} at {where} invented waiting, but for everybody. {ms}, no refunds. 🎫',
    'Hold music at {where}: {fn} put all callers on hold for {ms} and hummed along. 🎶',
  ],
  roastsAlone: [
    '{fn} at {where} waited {ms} for nobody, at full throttle. 🔥',
    'An empty room, one clock, and {fn} at {where} watching it for {ms}. ⏰',
    '{fn} at {where} stood guard for {ms} over a queue of none. 💂',
  ],
};
