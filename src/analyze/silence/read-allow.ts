import type { AllowEntry } from './allow.js';
import { isKnownId } from './names.js';

const KEYS = ['id', 'file', 'function', 'reason', 'expires'];
const NEEDED = ['id', 'file', 'reason'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isDay(value: string): boolean {
  return DAY.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

function safely(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

/** What is wrong with one entry, as a clause; null where it is right. */
function fault(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'is no object';
  const fields = entry as Record<string, unknown>;
  const unknown = Object.keys(fields).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return `has ${unknown}, which is none of ${KEYS.join(', ')}`;
  for (const key of KEYS) {
    const value = fields[key];
    if (value === undefined && !NEEDED.includes(key)) continue;
    if (typeof value !== 'string' || value.trim() === '') return `needs ${key}, a text`;
  }
  const { id, expires } = fields as { id: string; expires?: string };
  if (!isKnownId(id)) return `names ${id}, which is no finding (loopcheck explain lists them)`;
  if (expires !== undefined && !safely(() => isDay(expires)))
    return `expires ${expires}, which is no day like 2026-12-31`;
  return null;
}

/**
 * The entries of an allowlist, from parsed JSON: an array, or an object with the array as `allow`. Throws a TypeError
 * whose message says which entry is wrong and how.
 */
export function readAllow(json: unknown): readonly AllowEntry[] {
  const list = Array.isArray(json) ? json : (json as { allow?: unknown } | null)?.allow;
  if (!Array.isArray(list)) throw new TypeError('it holds no list of entries');
  list.forEach((entry, index) => {
    const why = fault(entry);
    if (why !== null) throw new TypeError(`entry ${index + 1} ${why}`);
  });
  return list as AllowEntry[];
}
