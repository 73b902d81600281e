/**
 * Which of several pieces of work the thread is at, where somebody keeps account of that: a test's own work is told from
 * what runs beside it by its async context.
 */

let read: (() => number) | null = null;

/** From now on each look notes the number that `reader` gives: 0 for none. Called inside an interrupt: it must be short. */
function follow(reader: () => number): void {
  read = reader;
}

/** What a look notes. */
function current(): { s: number } | null {
  const scope = read?.() ?? 0;
  return scope === 0 ? null : { s: scope };
}

export = { follow, current };
