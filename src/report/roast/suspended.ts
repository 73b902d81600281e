import { formatMs, times } from '../../gate/figures.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'suspended',
  name: 'Suspended',
  summary: 'the process or machine was stopped: not the code’s fault',
  title: () => 'The process was stopped',
  message: (facts) =>
    `All threads of the process stood still ${times(facts.count)}, ${formatMs(facts.totalMs)} in all: it was stopped (SIGSTOP, a debugger, a paused container) or the machine slept. No line of yours is to blame, and no budget counts it.`,
  fix: () => 'Nothing to change in the code.',
  roasts: [],
  roastsNowhere: [
    'Everything froze for {ms}, the watchman included. Somebody shut the lid. 💤',
    'A {ms} blackout. The loop swears that it only blinked. 😴',
    'The whole process was put on the shelf for {ms} and dusted off again. 📦',
    'For {ms} time itself was out of order. Even the toaster held its bread. 🍞',
    'Sleeping Beauty, {ms} edition. Nobody in the castle moved, so nobody did it. 🏰',
    'Pause was pressed for {ms}. Nice of them to press play again. 💤',
    'The process was abducted and returned after {ms}, with no memory of it. 🛸',
    'Game of musical statues: {ms}, and not one thread twitched. Well played. 🗿',
  ],
};
