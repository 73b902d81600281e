import { fixOfCall } from '../cures/calls.js';
import { howLong, inPlace, whoWaited } from './facts.js';
import type { Wording } from './wording.js';

/** A start that is held for longer is a finding of its own. */
const QUICK_START_MS = 250;

export const wording: Wording = {
  id: 'blocking-call',
  name: 'Blocking call',
  summary: 'a synchronous call into the system holds the loop',
  title: ({ api }) => (api === null ? 'Blocking call' : `Blocking call: ${api}`),
  message: (facts) =>
    `${facts.api === null ? 'A synchronous call' : `\`${facts.api}\``} held the loop${inPlace(facts)} ${howLong(facts)}.${whoWaited(facts)}`,
  fix: (facts) => {
    const fix = fixOfCall(facts.api);
    const forgivable = facts.startup && facts.totalMs < QUICK_START_MS;
    return forgivable ? `${fix} Before the program serves anyone, doing it once like this is fine.` : fix;
  },
  roasts: [
    '{ms} at {where}: {fn} has the loop on hold like dial-up when someone lifts the phone. 📞',
    '{fn} at {where} stared at {api} for {ms}. A watched toaster is no faster. 🍞',
    'For {ms} there was no event loop at {where}, just an event: {fn}. 🎪',
    '{ms} at {where}: {fn} parked across all lanes to run one errand. Hazards on. 🚗',
    '{fn} at {where} blocked for {ms}. A Promise nearby sighed and stayed pending. 💍',
  ],
  roastsWaited: [
    '{fn} at {where} ordered {api} and held up the whole queue for {ms}. 🍝',
    'The bouncer {fn} at {where} checked a single ID for {ms}. The line went home. 🚪',
    '{fn} at {where} held the only microphone for {ms}. The sockets had questions. 🎤',
    'Health checks hate this one weird trick: {fn} at {where}, {ms} in {api}. 🩺',
    'Thousands of sockets, one waiter, and {fn} at {where} sent it to the cellar for {ms}. 🍷',
  ],
  roastsAlone: [
    '{fn} at {where} locked the restaurant for {ms} to run {api}. Nobody had booked. 🍝',
    '{ms} of {api} at {where}, and the only one to notice was {fn}. 🦗',
    '{fn} at {where} hogged the toaster for {ms}. Nobody else wanted toast. 🍞',
    '{fn} at {where} ran a red light for {ms} on an empty street. 🚦',
  ],
};
