import { isAbsolute, relative } from 'node:path';
import type { Finding } from '../diagnosis.js';
import { isCalled } from './names.js';

/** An entry of the allowlist: which finding is deliberate, where, why, and until when. */
export interface AllowEntry {
  readonly id: string;
  /** A path from the target's folder, or a whole one; `*` stands for any part of a name, `**` for any folders. */
  readonly file: string;
  /** The function's name; any where left out. */
  readonly function?: string;
  readonly reason: string;
  /** The last day on which it counts, `2026-12-31`; for ever where left out. */
  readonly expires?: string;
}

/** What an allowlist makes of a run's findings. */
export interface Allowed {
  readonly kept: readonly Finding[];
  readonly silenced: readonly { readonly finding: Finding; readonly entry: AllowEntry }[];
  /** Entries whose last day is over: they silence nothing any more. */
  readonly expired: readonly AllowEntry[];
  /** Entries that fit none of the findings. */
  readonly unused: readonly AllowEntry[];
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '');
}

/** `src/**\/db-*.js` as a test of whole paths. */
function patternOf(file: string): RegExp {
  const parts = slashed(file).split(/(\*\*\/?|\*)/);
  const text = parts.map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${text.join('')}$`);
}

function fits(entry: AllowEntry, finding: Finding, cwd: string): boolean {
  const { location } = finding;
  if (location === null || !isCalled(finding, entry.id)) return false;
  if (entry.function !== undefined && entry.function !== location.function) return false;
  const pattern = patternOf(entry.file);
  const own = isAbsolute(location.file) ? relative(cwd, location.file) : location.file;
  return pattern.test(slashed(own)) || pattern.test(slashed(location.file));
}

/**
 * Applies an allowlist. `today` is a day as `2026-12-31`, `cwd` the target's folder. The first entry that fits a finding
 * silences it; an entry that fits one which another silenced is not unused.
 */
export function allow(
  findings: readonly Finding[],
  entries: readonly AllowEntry[],
  today: string,
  cwd: string,
): Allowed {
  const expired = entries.filter(({ expires }) => expires !== undefined && today > expires);
  const valid = entries.filter((entry) => !expired.includes(entry));
  const silenced = findings.flatMap((finding) => {
    const entry = valid.find((candidate) => fits(candidate, finding, cwd));
    return entry === undefined ? [] : [{ finding, entry }];
  });
  const gone = new Set(silenced.map(({ finding }) => finding));
  return {
    kept: findings.filter((finding) => !gone.has(finding)),
    silenced,
    expired,
    unused: valid.filter((entry) => !findings.some((finding) => fits(entry, finding, cwd))),
  };
}
