import type { Pattern } from '../../analyze/source/patterns.js';

/** What to do about computing, by what the source at the place looks like (`cause.pattern`). */

const SPLIT = 'do it in pieces with `await setImmediate()` (`node:timers/promises`) between them';
const WORKER = 'hand it to a worker thread (`piscina` keeps a pool)';

/** Said where the source tells nothing: what helps any long computation. */
export const GENERAL_CPU_FIX = `First see whether it can be done once and kept, or on less data. What is left: ${WORKER}, or ${SPLIT}. More \`await\`s alone do not help.`;

const LOOKUP =
  'Build a `Set` (or a `Map` by key) once before the loop and ask `set.has(x)`: each look-up then costs the same however long the list is.';
const COPY =
  'Change one object or array in place (`result[key] = value`, `list.push(x)`) in a plain loop: a spread or `concat` copies all that was gathered so far, each time round.';
const QUEUE =
  '`shift`, `unshift` and `splice` move every element behind them: walk the list with an index, or turn it round once and `pop()`.';
const SORT = `Sort less: let the database do it (\`ORDER BY … LIMIT\`), keep the list in order as it grows, or pick the top few in one pass. Compute sort keys once, not in the comparator. For a list that must be sorted here, ${WORKER}.`;

const FIXES: Readonly<Record<Pattern, string>> = {
  sort: SORT,
  'nested-loop': `Where the inner loop looks for partners, index one side first: put it into a \`Map\` by its key, and n × m steps become n + m. Where it looks for the next best again and again, sort once. Where all pairs are really needed, ${WORKER}.`,
  'spread-in-reduce': COPY,
  'object-spread-in-loop': COPY,
  'concat-in-loop': COPY,
  'includes-in-loop': LOOKUP,
  'shift-in-loop': QUEUE,
  'json-in-loop':
    'Copy only what changes (`{ ...item, field }`) rather than the whole tree by way of JSON; parse what does not change once, before the loop.',
  'intl-in-loop':
    'Make the formatter once, outside of the loop (`const money = new Intl.NumberFormat(…)`), and call `money.format(x)` in it: `new Intl.…` and `toLocaleString` with options read a language’s rules each time. One for each currency or zone: keep them in a `Map`.',
  'string-in-loop':
    'Walk it once with an index (in a string: `indexOf(x, from)`, a sticky regular expression) rather than cutting it each time; gather pieces in an array and `join` them at the end.',
  recursion: `Remember results that come up again (a \`Map\` by argument), or walk with a loop and a stack of your own. If it stays long, ${WORKER}.`,
  loop: GENERAL_CPU_FIX,
};

const BY_PATTERN: ReadonlyMap<string, string> = new Map(Object.entries(FIXES));

/** The fix for computing that looks like `pattern`; the general one where the pattern is unknown or null. */
export function fixOfPattern(pattern: string | null): string {
  return (pattern === null ? undefined : BY_PATTERN.get(pattern)) ?? GENERAL_CPU_FIX;
}

const BY_BUILTIN: ReadonlyMap<string, string> = new Map([
  ['sort', SORT],
  ['toSorted', SORT],
  ['includes', LOOKUP],
  ['indexOf', LOOKUP],
  ['lastIndexOf', LOOKUP],
  ['shift', QUEUE],
  ['unshift', QUEUE],
  ['splice', QUEUE],
  ['concat', COPY],
]);

/** The fix for a built-in or addon, by the name of the call that the source shows; what helps any where it is unknown. */
export function fixOfNative(name: string | null): string {
  const known = name === null ? undefined : BY_BUILTIN.get(name);
  if (known !== undefined) return known;
  if (name?.endsWith('Sync')) {
    return `Call the asynchronous form, \`await ${name.slice(0, -'Sync'.length)}(…)\`, if the addon has one: those work on other threads. If not, call it in a worker thread (\`piscina\` keeps a pool).`;
  }
  const call = name === null ? 'it' : `\`${name}\``;
  return `Give ${call} less to do in one go. If it is an addon’s, see whether it has an asynchronous form (a promise, a callback): those work on other threads. Else call it in a worker thread (\`piscina\` keeps a pool).`;
}

/** The better algorithm for what the source looks like, or for a built-in's name; null where neither tells one. */
export function betterWay(pattern: string | null): string | null {
  if (pattern === null || pattern === 'loop') return null;
  return BY_PATTERN.get(pattern) ?? BY_BUILTIN.get(pattern) ?? null;
}
