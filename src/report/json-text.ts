/** Decimals that mean something: a tenth of a microsecond in ms, a hundredth of a percent in shares. */
const DECIMALS = 4;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Numbers are rounded, and what is missing is said to be: `null`. */
function tidy(_key: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Number(value.toFixed(DECIMALS)) : null;
}

/** What a terminal would act on or hide, in case the text is shown on one: C1 controls, DEL, bidi and zero-width characters. */
const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function escapeUnsafe(json: string): string {
  return json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `value` as text for a file or a terminal, with a line end. */
export function jsonText(value: Json): string {
  return `${escapeUnsafe(JSON.stringify(value, tidy, 2))}\n`;
}
