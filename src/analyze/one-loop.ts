import { culpritKey } from './culprits.js';
import type { Location, Stall } from './diagnosis.js';
import type { SourceBook } from './source/source-book.js';
import { holds, isLoop, type Loop, pathTo, startOf } from './source/walk.js';

/** A line within a loop stands for the stalls at its head where it made up this part of the time of both. */
const INNER_SHARE = 1 / 3;

interface Group {
  readonly location: Location;
  readonly pattern: string | null;
  totalMs: number;
}

/** The loop that begins at a place; null where none does. */
function loopFrom(sources: SourceBook, { file, line, column }: Location): Loop | null {
  const source = sources.treeAt(file, line);
  if (source === null) return null;
  const path = pathTo(source.tree, { line, column });
  const begins = (loop: Loop) => startOf(loop).line === line && startOf(loop).column === column;
  return path.filter(isLoop).find(begins) ?? null;
}

function groupsOf(stalls: readonly Stall[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const stall of stalls) {
    const { location, cause, durationMs } = stall;
    if (location === null || cause.kind !== 'cpu') continue;
    const group = groups.get(culpritKey(stall)) ?? { location, pattern: cause.pattern, totalMs: 0 };
    group.totalMs += durationMs;
    groups.set(culpritKey(stall), group);
  }
  return groups;
}

/** The heaviest of the groups that lie within the loop at whose head `group` is, where that is heavy enough. */
function innerOf(group: Group, groups: Iterable<Group>, sources: SourceBook): Group | null {
  const { location, totalMs } = group;
  const inFile = [...groups].filter((other) => other !== group && other.location.file === location.file);
  if (inFile.length === 0) return null;
  const loop = loopFrom(sources, location);
  if (loop === null) return null;
  const [inner] = inFile.filter((other) => holds(loop, other.location)).sort((a, b) => b.totalMs - a.totalMs);
  return inner !== undefined && inner.totalMs >= INNER_SHARE * (inner.totalMs + totalMs) ? inner : null;
}

/**
 * The same loop is blamed at the line in it that stands out, or at its head where no line of it does, and from stall to
 * stall that may change. Where both happened, all of them are at the line: it is one thing to repair. The stalls of one
 * process.
 */
export function joinLoops(stalls: readonly Stall[], sources: SourceBook): Stall[] {
  const groups = groupsOf(stalls);
  const moves = new Map<string, Group>();
  for (const [key, group] of groups) {
    const inner = innerOf(group, groups.values(), sources);
    if (inner !== null) moves.set(key, inner);
  }
  if (moves.size === 0) return [...stalls];
  return stalls.map((stall) => {
    const inner = stall.cause.kind === 'cpu' ? moves.get(culpritKey(stall)) : undefined;
    if (inner === undefined) return stall;
    return { ...stall, location: inner.location, cause: { ...stall.cause, pattern: inner.pattern } };
  });
}
