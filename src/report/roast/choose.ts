import { type Facts, slotsOf } from './facts.js';
import { nowhere } from './nowhere.js';
import type { Wording } from './wording.js';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units of `text`, 32 bits unsigned: steady on every machine and version. */
export function hash(text: string): number {
  let value = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME) >>> 0;
  }
  // The lowest bits of FNV are its weakest, and a short list asks for just those.
  return (value ^ (value >>> 15)) >>> 0;
}

/** Slots whose words are no name and so need a capital at the start of a sentence. */
const SENTENCE_START = /(^|[.!?:] )(the code|top-level code)(?= )/g;

/** `template` with its slots filled; a slot that is not in `slots` stays as it is. */
export function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot)
    .replace(
      SENTENCE_START,
      (_, before: string, name: string) => before + name.charAt(0).toUpperCase() + name.slice(1),
    );
}

/** The templates that suit the case: with a place to name or without, with somebody who waited or without. */
export function templatesFor(
  wording: Wording,
  { where, severity, figures }: Pick<Facts, 'where' | 'severity' | 'figures'>,
): readonly string[] {
  if (where === null || wording.hasRoastsFor?.({ figures }) === false) {
    return wording.roastsNowhereFor?.({ figures }) ?? wording.roastsNowhere ?? nowhere;
  }
  const apt = severity === 'info' ? wording.roastsAlone : wording.roastsWaited;
  return [...wording.roasts, ...(apt ?? [])];
}

/** Picks from `templates` by the hash of `evidence`; the next free one if it was used, '' when all were. */
export function pick(templates: readonly string[], evidence: string, used: Set<string>): string {
  const start = hash(evidence) % Math.max(1, templates.length);
  const turns = [...templates.slice(start), ...templates.slice(0, start)];
  const chosen = turns.find((template) => !used.has(template)) ?? '';
  if (chosen !== '') used.add(chosen);
  return chosen;
}

/**
 * The joke for one case: the same facts get the same words, and `used` (one set a report) sees to it that no joke is
 * told twice. '' when all of them have been told.
 */
export function roast(wording: Wording, facts: Facts, used: Set<string>): string {
  const slots = slotsOf(facts);
  const evidence = [wording.id, slots.fn, slots.where, facts.api, Math.round(facts.worstMs), facts.count].join('|');
  return fill(pick(templatesFor(wording, facts), evidence, used), slots);
}
