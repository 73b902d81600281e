import { formatMs } from '../../gate/figures.js';
import { inPlace } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'blocked-startup',
  name: 'Blocked startup',
  summary: 'loading and computing for long before serving anyone',
  title: ({ api }) => (api === null ? 'Slow start' : `Slow start: ${api}`),
  message: (facts) =>
    `Before the program was ready, the loop was held for ${formatMs(facts.totalMs)}${inPlace(facts)}${facts.api === null ? '' : `, mostly by \`${facts.api}\``}. Every restart, deploy and cold start pays that again.`,
  fix: () =>
    'Load what the first request does not need later: `await import("…")` where it is used, or just after `listen`. Import the one function rather than the whole package, bundle the server to read fewer files, and put what is computed at each start into a file at build time. Node 22 and later can keep compiled code: `module.enableCompileCache()`.',
  roasts: [
    '{fn} at {where} packed for a weekend and brought the house: {ms} at the door. 🧳',
    '{ms} of stretching before the race: {fn} at {where} is very, very warm now. 🏃',
    'The sign says open, and {fn} at {where} was still laying carpet for {ms}. 🚧',
    'A cold start with ice on the inside: {fn} at {where}, {ms} before hello. 🧊',
    '{where} starts like an old tractor in January: {fn} turned the key for {ms}. 🚜',
    'Dial-up said hello faster than {fn} at {where}: {ms} of handshake noises. 📠',
    '{fn} at {where} read the menu aloud for {ms} before it unlocked the door. 📖',
    'Opening time slipped by {ms}: {fn} at {where} could not find its shoes. 👟',
  ],
  roastsWaited: ['{fn} ({where}) spent {ms} loading the world. The load balancer was curious. 🌍'],
};
