import { formatMs, times } from '../../gate/figures.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'cpu-starved',
  name: 'CPU-starved',
  summary: 'the machine gave the thread no core: not the code’s fault',
  title: () => 'The machine was busy',
  message: (facts) =>
    `The thread was ready and got no core ${times(facts.count)}, ${formatMs(facts.totalMs)} in all. Other work on this machine or a CPU limit took it; no line of yours is to blame, and no budget counts it.`,
  fix: () =>
    'Nothing to change in the code. Measure again on a quieter machine, give the container more CPU, or run fewer things beside it.',
  roasts: [],
  roastsNowhere: [
    'Your code stood in line for a core, {ms} at worst. The kitchen is double-booked. 🍳',
    'Ready, willing, and benched for {ms}: the scheduler had other favourites. 🪑',
    'Four toasters, one socket. Yours waited {ms} for its turn. 🍞',
    'The noisy neighbours borrowed the CPU for {ms}. They are keeping the pan, too. 🍲',
    'Not guilty. The machine was overbooked and your thread got the {ms} voucher. 🎫',
    'Your loop knocked {count}. The core was with another client for {ms}. 🚪',
    'All dressed up, no core to go to: {ms} in the corridor. 🕺',
    'For {ms} the CPU was a bathroom at a festival. Your thread was in the queue. 🎪',
  ],
};
