/** What no database keeps as it is: half a character, and the end of a C string. */
const UNSTORABLE = /\p{Surrogate}|\0/gu;

/** The value with such characters replaced in all its texts, so that each engine has the same. Takes plain data. */
export function wellFormed<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]));
}
