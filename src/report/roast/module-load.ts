import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

export const wording: Wording = {
  id: 'module-load',
  name: 'Module load',
  summary: 'a module is loaded and compiled in mid-run',
  title: ({ api }) => (api === null ? 'Modules loaded in mid-run' : `Module loaded in mid-run: ${api}`),
  message: (facts) =>
    `Loading ${facts.api === null ? 'modules' : `\`${facts.api}\``} held the loop${inPlace(facts)} ${howLong(facts)}.${whoWaited(facts)}`,
  fix: ({ api }) =>
    `Load ${api === null ? 'it' : `\`${api}\``} before the program listens: an \`import\` at the top of the file. If it is seldom needed, preload it when nobody waits (\`import("${api ?? '…'}")\` soon after \`listen\`), or use it in a worker thread. \`await import()\` alone is no cure: compiling and running the module still happens on the loop.`,
  roasts: [
    'Lazy loading, they said. {fn} at {where} took {ms} to leave the couch. 🦥',
    '{fn} at {where} opened {api}. Half a closet fell out, for {ms}. 📦',
    '{fn} at {where} paved the runway while the plane came in: {api}, {ms}. 🛬',
    '"Hold my coffee", said {fn} at {where}, and read {api} for {ms}. ☕',
  ],
  roastsWaited: [
    '{fn} at {where} went shopping mid-service: {ms} for {api}, pan on fire. 🛒',
    'First request pays! {fn} at {where} charged {ms} to load {api}. 💸',
    '{fn} ({where}) learned to cook once the guest sat down: {api}, {ms}. 🍳',
    'The bouncer at {where} left for {ms} to fetch {api}. {fn} held the line. 🚪',
    'Lucky number one at {where}: {fn} made it wait {ms} for {api}. 🥇',
  ],
  roastsAlone: [
    '{fn} at {where} unpacked {api} in mid-run, {ms}, with nobody at the door. 📦',
    '{ms} for {api} at {where}: {fn} shops late, but the shop was empty. 🛒',
    '{fn} at {where} woke {api} at noon: {ms} of yawning, no guests. 🥱',
    'Just in time for nobody: {fn} at {where} loaded {api} for {ms}. ⏰',
  ],
};
