/** Takes what the user's patterns match out of the paths and names of a trace's lines. */

/** The fields that hold a path, a route, a name or a place in code. */
const FIELDS: ReadonlySet<string> = new Set([
  'url',
  'script',
  'cwd',
  'title',
  'file',
  'function',
  'evalOrigin',
  'detail',
  'label',
  'reason',
]);

const REPLACEMENT = '<redacted>';

/** A replacer for `JSON.stringify`; undefined where there is nothing to take out. */
function makeReplacer(patterns: readonly string[]): ((key: string, value: unknown) => unknown) | undefined {
  const expressions = patterns.map((source) => new RegExp(source, 'g'));
  if (expressions.length === 0) return undefined;
  return (key, value) => {
    if (typeof value !== 'string' || !FIELDS.has(key)) return value;
    return expressions.reduce((text, expression) => text.replace(expression, REPLACEMENT), value);
  };
}

export = { makeReplacer };
