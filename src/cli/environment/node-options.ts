/** Splits NODE_OPTIONS as Node does: only double quotes keep spaces, and inside them a backslash escapes. */
export function splitNodeOptions(text: string): string[] {
  const words = text.match(/(?:[^\s"]|"(?:\\.|[^"\\])*"?)+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"((?:\\.|[^"\\])*)"?/g, (_, inner: string) => inner.replaceAll(/\\(.)/g, '$1')),
  );
}

/** Options that take something from a run, or add to what it measures. */
const CONFLICTS: readonly (readonly [option: RegExp, meaning: string])[] = [
  [/^--frozen-intrinsics$/, 'It hides stacks, so lines are not known; timed calls still are.'],
  [/^--(experimental-)?permission$/, 'It forbids worker threads and the inspector, unless they are allowed.'],
  [/^--inspect-(brk|wait)(=|$)/, 'The target waits for a debugger before it does anything.'],
  [/^--inspect(=|$)/, 'A debugger can stop the loop, and that is a stall like all others.'],
  [/^--(cpu-prof|prof|heap-prof)$/, 'A second profiler runs, and its cost is in the figures.'],
  [/^--enable-source-maps$/, 'Stacks of errors get slow in Node itself; loopcheck does not need it.'],
  [/^--jitless$/, 'All code runs several times slower, and the figures show it.'],
  [/^--trace-sync-io$/, 'Each synchronous call prints a stack, which takes time itself.'],
];

/** Tools that wrap the same calls of Node's. */
const TOOLS = /(?<![\w-])(dd-trace|newrelic|elastic-apm-node|@opentelemetry\/[\w-]+|@sentry\/[\w-]+|@contrast\/agent)/;

/** What in NODE_OPTIONS gets in the way: the option, and what that means, in a sentence. */
export function findConflicts(words: readonly string[]): (readonly [option: string, meaning: string])[] {
  return words.flatMap((word) => {
    const known = CONFLICTS.filter(([option]) => option.test(word)).map(([, meaning]) => [word, meaning] as const);
    const [tool] = TOOLS.exec(word) ?? [];
    return tool === undefined
      ? known
      : [...known, [tool, 'It times calls too, so its cost is part of theirs.'] as const];
  });
}
