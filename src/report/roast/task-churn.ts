import { formatMs } from '../../gate/figures.js';
import { type Facts, figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const THINGS: Readonly<Record<string, string>> = {
  promise: 'promise jobs',
  tick: '`process.nextTick` callbacks',
  immediate: '`setImmediate` callbacks',
};

function percent({ figures: { share } }: Facts): string {
  return `${Math.min(99, Math.round(Number(share) * 100))} %`;
}

export const wording: Wording = {
  id: 'task-churn',
  name: 'Task churn',
  summary: 'a task for every tiny step, and most of the time goes into queueing them',
  title: ({ figures }) => `Task churn: ${figure(figures['perSecond'])} tasks a second`,
  message: (facts) =>
    `${figure(facts.figures['n'])} tasks, mostly ${THINGS[String(facts.figures['kind'])] ?? 'tasks'}, were queued${inPlace(facts)}, up to ${figure(facts.figures['perSecond'])} a second. Queueing and starting them took ${formatMs(facts.totalMs)}, about ${percent(facts)} of the CPU time, by what an empty task costs on this machine.`,
  fix: () =>
    'Let small synchronous work be synchronous: a function that waits for nothing needs no `async`, and its caller no `await`. Process a batch between two awaits, not an item. To let others have a turn, `setImmediate` every few ms is enough.',
  roasts: [
    '{fn} at {where} filled in {n} forms to move {n} peas. 🫛',
    '{n} tasks from {fn} at {where}. The queue is the product now. 🎢',
    'A meeting for every keystroke: {fn} at {where} held {n} of them. 📅',
    '{fn} at {where} posts each crumb of toast by registered mail: {n} stamps. 📮',
    'One brick a trip: {fn} at {where} walked {n} times. 🧱',
    '{fn} ({where}) takes a number before it blinks. It is at {n}. 🎫',
    'Async all the way down: {fn} at {where} went down {n} steps, one lift each. 🛗',
    '{n} awaits at {where}, and nothing to wait for. {fn} likes the ride. 🎠',
    'The waiter runs once per pea: {n} runs for {fn} at {where}. 🏃',
  ],
  roastsNowhere: [
    'Tasks were queued {count}, to do what one loop could do. 🎢',
    'A queue came by, {count}. Nobody remembers what it was for. 🎫',
    'Everything was a task, {count}, and no one knows whose. 🧱',
  ],
};
