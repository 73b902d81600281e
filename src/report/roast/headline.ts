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
  /** Nothing and nobody is known to have waited for a stall. */
  readonly harmless: boolean;
  /** Findings of weight that are not about stalls, and the place or the name of the worst; '' where there is none. */
  readonly otherFindings: number;
  readonly otherSuspect: string;
  /** Findings that the user silenced. */
  readonly silenced: number;
  /** Findings that are only worth knowing and not about stalls. */
  readonly asides: number;
  /** Most of the run was computing, and there was nothing else to do meanwhile. */
  readonly cpuBound: boolean;
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

/** For a run that computes and has nothing to wait for: what it needs is more cores. Slot: `{total}`. */
export const ALL_WORK: readonly string[] = [
  'All work and nothing to wait for: {total}. It wants threads, not awaits. 🧵',
  '{total} of pure thinking, nobody in line. More cooks would help, not waiters. 🍳',
  'One core, {total} of sums, no one waiting. Awaits would only add ceremony. 🎓',
  'The loop had one customer, the CPU: {total}. Threads or processes next. 🧮',
  '{total} at the gym and no one at home. Bring a second core, leave the loop. 💪',
];

/** For findings of weight that are not about stalls. Slots: `{findings}`, `{suspect}`. */
export const OTHERWISE: readonly string[] = [
  'Nobody blocked the door; {findings} left by the window. Ask {suspect}. 🪟',
  'The stove is off, but {findings} in the fridge. Smell {suspect} first. 🧀',
  'Non-blocking and still in trouble: {findings}. Begin with {suspect}. 🍞',
  'The loop is not the problem. {findings}, says the bill. Top: {suspect}. 🧾',
  'All lanes open, {findings} in the ditch. In front: {suspect}. 🚗',
  'The line moves fine. {findings} at the till, though: see {suspect}. 🛒',
  'The bouncer saw {findings} walk out unpaid. Catch {suspect}. 🚪',
  'The loop turns, the plot thickens: {findings}. Prime suspect: {suspect}. 🔍',
];

/** For a run in which the machine alone stood still. Slots: `{count}`, `{total}`. */
export const ACQUITTED: readonly string[] = [
  'Your code held nobody up; the machine did, {count}, {total} in all.',
  'Not guilty: the machine stood still {count}, {total}, and your code just stood by. 🎫',
  'The kitchen was shut {count}, {total}. Your cook was ready the whole time. 🍳',
  'The power was out {count}, {total}. The toaster is innocent. 🍞',
];

/** For a run in which all that was found is silenced. Slot: `{findings}`. */
export const HUSHED: readonly string[] = [
  'Nothing to tell. {findings} signed a waiver. 🤐',
  'All quiet, by agreement: {findings} on the guest list. 🚪',
  'Nothing to roast, on advice of counsel: {findings} silenced. 🍞',
];

/** For a run without stalls that has something worth knowing. Slot: `{findings}`. */
export const ASIDES: readonly string[] = [
  'No stalls, no harm, and {findings} worth a glance. 👀',
  'The loop hums. In the margin: {findings}. 📝',
  'All plates out warm, and the chef left you a note: {findings}. 🍝',
  'Nothing stood still. The bouncer only mentions {findings}. 🚪',
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

/** The plain line beside the templates that say the same with a joke. */
function told(
  tone: Tone,
  plain: string,
  templates: readonly string[],
  slots: Slots,
  seed = JSON.stringify(slots),
): string {
  return fill(tone === 'plain' ? plain : pick(templates, seed, new Set()), slots);
}

type Slots = Readonly<Record<string, string>>;

function stalled(facts: HeadlineFacts, tone: Tone): string {
  const slots = {
    count: times(facts.stalls),
    stalls: plural(facts.stalls, 'stall'),
    total: formatMs(facts.totalMs),
    suspect: facts.suspect,
  };
  if (!facts.harmless) return told(tone, '{stalls}, {total} in all; start with {suspect}.', STALLED, slots);
  if (facts.cpuBound) {
    const plain =
      'Bound by the CPU for {total}, with nothing to wait for: threads or processes would help, awaits would not.';
    return told(tone, plain, ALL_WORK, slots);
  }
  return told(tone, '{stalls}, {total} in all; nothing is known to have waited.', STALLED_ALONE, slots);
}

function otherwise({ otherFindings, otherSuspect }: HeadlineFacts, tone: Tone): string {
  const slots = { findings: plural(otherFindings, 'finding'), suspect: otherSuspect };
  return told(
    tone,
    'The loop did no harm, but there is more to see: {findings}; start with {suspect}.',
    OTHERWISE,
    slots,
  );
}

function clean(facts: HeadlineFacts, tone: Tone, seed: string): string {
  if (facts.faultless > 0) {
    const slots = { count: times(facts.faultless), total: formatMs(facts.faultlessMs) };
    return told(tone, ACQUITTED[0] ?? '', ACQUITTED, slots);
  }
  const slots = { threshold: formatMs(facts.thresholdMs), findings: plural(facts.asides, 'finding') };
  if (facts.silenced > 0 && facts.asides === 0) {
    const hushed = { findings: plural(facts.silenced, 'finding') };
    return told(tone, 'Nothing was found but what is silenced: {findings}.', HUSHED, hushed);
  }
  if (facts.asides > 0) return told(tone, 'No stalls; {findings} worth knowing.', ASIDES, slots);
  return told(tone, 'No stalls: the loop never stood still for {threshold} or longer.', CLEAN, slots, seed);
}

/** The opener for a run that no budget failed; `seed` picks among the cheerful ones. */
export function headline(facts: HeadlineFacts, tone: Tone, seed: string): string {
  if (facts.otherFindings > 0 && (facts.stalls === 0 || facts.harmless)) return otherwise(facts, tone);
  return facts.stalls > 0 ? stalled(facts, tone) : clean(facts, tone, seed);
}
