import { formatMs, plural, times } from '../../gate/figures.js';
import type { Tone } from '../report.js';
import { fill, pick } from './choose.js';

/** What the first line of a report has to say. */
export interface HeadlineFacts {
  /** Stalls that are the code's fault. */
  readonly stalls: number;
  readonly totalMs: number;
  /** Stalls that are not. */
  readonly faultless: number;
  readonly faultlessMs: number;
  /** Whom to look at first: `` `loadUsers` (app.js:12) ``. */
  readonly suspect: string;
  /** Nothing and nobody is known to have waited. */
  readonly harmless: boolean;
  /** Findings of weight that are not about stalls. */
  readonly otherFindings: number;
  readonly thresholdMs: number;
}

/** Slots: `{count}`, `{stalls}`, `{total}`, `{suspect}`. */
export const STALLED: readonly string[] = [
  'Frozen {count}, {total} in all. Start with {suspect}. 🧊',
  '{stalls}, {total} of dial-up noise. Loudest: {suspect}. 📠',
  '{stalls}, {total} of cold food. On fire: {suspect}. 🍝',
  '{stalls}, {total} of leave. Signed by {suspect}. 🌴',
  'Doors shut {count}, {total}. Ask the bouncer, {suspect}. 🚪',
  '{stalls}, {total} of standing still. In the chair: {suspect}. 🪑',
  '{stalls}, {total}. The toast is black, see {suspect}. 🍞',
  '{stalls}, {total}: less loop, more event. Star: {suspect}. 🎪',
];

/** For stalls that delayed nobody, as in a script that does one thing and ends. Same slots. */
export const STALLED_ALONE: readonly string[] = [
  '{stalls}, {total}, and nobody was waiting. A tree fell in the forest. 🌲',
  'The loop stood still {count}, {total}, in an empty restaurant. No harm done. 🍝',
  '{total} in {stalls}, and no one in line. The bouncer shrugs. 🚪',
  'The loop dozed off {count}, {total}. Nothing else was on its calendar. 😴',
];

/** Slot: `{threshold}`. */
export const CLEAN: readonly string[] = [
  'No stalls. The loop hums, the toast is golden, go to bed. 🍞',
  'Clean run: every callback wiped its feet and left on time. 🧼',
  'Nothing blocked. The bouncer was bored and the line was short. 🚪',
  'All plates out warm: the loop never stood still for {threshold}. 🍝',
  'Smooth as broadband: not one pause of {threshold} or more. 📶',
  'Zero stalls. It is almost as if this code had read the docs. 📚',
  'The loop kept turning the whole time. Suspiciously good work. 🎡',
  'Nothing here to roast. The comedian goes home early. 🎤',
  'Nothing stood still for {threshold} or longer. Ship it. 🚢',
  'Not one hiccup of {threshold} or more. Well awaited. 🎉',
];

function stalled(facts: HeadlineFacts, tone: Tone): string {
  const slots = {
    count: times(facts.stalls),
    stalls: plural(facts.stalls, 'stall'),
    total: formatMs(facts.totalMs),
    suspect: facts.suspect,
  };
  if (tone === 'plain') {
    const advice = facts.harmless ? 'nothing is known to have waited.' : 'start with {suspect}.';
    return fill(`{stalls}, {total} in all; ${advice}`, slots);
  }
  const templates = facts.harmless ? STALLED_ALONE : STALLED;
  return fill(pick(templates, JSON.stringify(slots), new Set()), slots);
}

function clean(facts: HeadlineFacts, tone: Tone, seed: string): string {
  const threshold = formatMs(facts.thresholdMs);
  if (facts.faultless > 0) {
    return `Your code held nobody up; the machine did, ${times(facts.faultless)}, ${formatMs(facts.faultlessMs)} in all.`;
  }
  if (facts.otherFindings > 0)
    return `The loop never stood still, but there is more to see: ${plural(facts.otherFindings, 'finding')}.`;
  if (tone === 'plain') return `No stalls: the loop never stood still for ${threshold} or longer.`;
  return fill(pick(CLEAN, seed, new Set()), { threshold });
}

/** The opener for a run that no budget failed; `seed` picks among the cheerful ones. */
export function headline(facts: HeadlineFacts, tone: Tone, seed: string): string {
  return facts.stalls > 0 ? stalled(facts, tone) : clean(facts, tone, seed);
}
