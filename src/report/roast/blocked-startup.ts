import { formatMs } from '../../gate/figures.js';
import { type Facts, inPlace } from './facts.js';
import type { Wording } from './wording.js';

const KEPT = 'Node 22 and later can keep compiled code: `module.enableCompileCache()`.';
const LATER = `Load what the first request does not need later: \`await import("…")\` where it is used, or just after \`listen\`. Import the one function rather than the whole package, bundle the server to read fewer files, and put what is computed at each start into a file at build time. ${KEPT}`;
const LESS = `Load what not every run needs where it is used: \`await import("…")\`. Import the one function rather than the whole package, and bundle the program to read fewer files. ${KEPT}`;
const COMPUTED =
  'Put what comes out the same at each start into a file at build time, and do the rest when it is first needed. Where it is the program’s very work, and nothing waits for it, it may stay.';

/** Modules were loaded in it. */
const loads = ({ figures }: Pick<Facts, 'figures'>) => figures['modules'] !== '';

/** It came to listen in the end. */
const serves = ({ figures }: Pick<Facts, 'figures'>) => typeof figures['readyMs'] === 'number';

/** What took the time has a name that says something: a module, or a call of an object's. */
const isNamed = (facts: Facts) => facts.api !== null && (loads(facts) || facts.api.includes('.'));

export const wording: Wording = {
  id: 'blocked-startup',
  name: 'Blocked startup',
  summary: 'loading and computing for long before serving anyone',
  title: (facts) => (isNamed(facts) ? `Slow start: ${facts.api}` : 'Slow start'),
  message: (facts) => {
    const until = serves(facts) ? 'Before the program was ready' : 'Before the program first had to wait for something';
    const by = isNamed(facts) ? `, mostly by \`${facts.api}\`` : '';
    const again = serves(facts) ? 'Every restart, deploy and cold start' : 'Every run';
    return `${until}, the loop was held for ${formatMs(facts.totalMs)}${inPlace(facts)}${by}. ${again} pays that again.`;
  },
  fix: (facts) => (loads(facts) ? (serves(facts) ? LATER : LESS) : COMPUTED),
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
