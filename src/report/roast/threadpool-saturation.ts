import { formatMs } from '../../gate/figures.js';
import { figure, inPlace } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'threadpool-saturation',
  name: 'Thread pool saturated',
  summary: 'files, crypto and compression wait in line for libuv’s few threads',
  title: ({ api }) => `Thread pool full${api === null ? '' : `: ${api}`}`,
  message: (facts) => {
    const { jobs, threads } = facts.figures;
    const source = facts.where === null ? '' : ` Most of them were started${inPlace(facts)}.`;
    return `With the loop itself free, a small job waited ${formatMs(facts.worstMs)} for one of the pool’s ${figure(threads)} threads: ${figure(jobs)} jobs of the program were before it or at work.${source}`;
  },
  fix: ({ api }) => {
    const own = api?.startsWith('dns.lookup')
      ? ' `dns.lookup` takes a thread for each name: `dns.resolve4` does not, and a keep-alive agent asks less often.'
      : '';
    return `Start fewer at a time (\`p-limit\`), so that short jobs get their turn. If the machine has cores to spare, give the pool more threads: \`UV_THREADPOOL_SIZE=16 node …\`, before Node starts. Heavy hashing and compression are better off in \`worker_threads\` of their own.${own}`;
  },
  roasts: [
    '{fn} at {where} booked all four ovens. A slice of toast waited {ms}. 🍞',
    '{ms} in line behind {fn} at {where}, and all it wanted was a stat. 🎫',
    'Four threads, and {fn} at {where} has them all on hold. Music for {ms}. 📞',
    '{fn} ({where}) filled the club. The next in line danced alone for {ms}. 🚪',
    'The loop was free, the pool was not: {fn} at {where}, {ms} of towels on chairs. 🌴',
    '{fn} at {where} sent the whole kitchen to peel potatoes. Orders waited {ms}. 🥔',
    'Asynchronous, yes. Alone, no: {fn} at {where} made the rest wait {ms}. 🧵',
    'Four lanes at the pool, all {fn} from {where}. Everyone else: {ms} on the bench. 🏊',
  ],
  roastsNowhere: [
    'Four threads, no vacancy, {ms} in the lobby. 🏨',
    'The pool is full. Please shower and wait {ms}. 🏊',
    'A job took a number and waited {ms}. The counter has four windows. 🎫',
  ],
};
