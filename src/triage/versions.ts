import type { RunRecord } from './records.js';

interface Parsed {
  readonly numbers: readonly number[];
  readonly pre: string;
}

/** The versions of the runs, oldest first: by their numbers where all have them, else by when they were first seen. */
export function orderedVersions(runs: readonly RunRecord[]): readonly string[] {
  const first = new Map<string, number>();
  for (const { version, startMs } of runs) {
    if (version !== null) first.set(version, Math.min(startMs, first.get(version) ?? startMs));
  }
  const versions = [...first.keys()];
  const numbered = versions.every((version) => parse(version) !== null);
  return versions.sort((a, b) => (numbered ? compareVersions(a, b) : 0) || (first.get(a) ?? 0) - (first.get(b) ?? 0));
}

/** Negative where `a` comes before `b`. What has no numbers comes by its letters. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  if (left === null || right === null) return a < b ? -1 : a > b ? 1 : 0;
  for (let index = 0; index < 3; index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre === right.pre) return 0;
  if (left.pre === '') return 1;
  if (right.pre === '') return -1;
  return left.pre.localeCompare(right.pre, 'en', { numeric: true });
}

function parse(version: string): Parsed | null {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([^+]+))?(?:\+.*)?$/.exec(version);
  if (match === null) return null;
  const [, major = '0', minor = '0', patch = '0', pre = ''] = match;
  return { numbers: [Number(major), Number(minor), Number(patch)], pre };
}
