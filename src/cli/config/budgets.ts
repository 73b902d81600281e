import type { BudgetName, BudgetRule, Level, Scope } from '../../gate/budget.js';
import { GAUGES } from '../../gate/gauges/index.js';
import { findingScope } from '../budget-options.js';
import { errors } from '../errors.js';
import { nearest } from '../near.js';
import { type At, choice, count, objectOf, pattern, share, timeMs, within, wrong } from './values.js';

/** A limit of one file; `off` takes away that of a file which it extends. */
export interface FileRule extends Omit<BudgetRule, 'level'> {
  readonly level: Level | 'off';
}

export const BUDGET_NAMES = Object.keys(GAUGES) as readonly BudgetName[];
export const PHASES = ['startup', 'running'] as const;
export const SCOPE_KEYS = ['phase', 'process', 'worker', 'route', 'file'] as const;
export const LEVELS = ['off', 'warn', 'error'] as const;
const LIMIT_KEYS = ['limit', 'level'] as const;
const FINDING_COUNTS = ['total', 'error', 'warning', 'info'] as const;

const READ = { ms: (value: unknown, at: At) => timeMs(value, at, { zero: true }), count, share };

/** `limit`, or `{ limit, level }`, where `off` needs no limit. */
function rule(name: BudgetName, value: unknown, at: At, scope: Scope): FileRule {
  checkScope(name, scope, at);
  const read = READ[GAUGES[name].unit];
  const isPlain = typeof value !== 'object' || value === null || Array.isArray(value);
  if (isPlain) return { name, limit: read(value, at), level: 'error', scope };
  const fields = objectOf(value, at, LIMIT_KEYS, (key) => nearest(key, LIMIT_KEYS));
  const level = fields['level'] === undefined ? 'error' : choice(fields['level'], within(at, 'level'), LEVELS);
  const isOff = level === 'off' && fields['limit'] === undefined;
  return { name, limit: isOff ? 0 : read(fields['limit'], within(at, 'limit')), level, scope };
}

function checkScope(name: BudgetName, scope: Scope, at: At): void {
  const { scopes } = GAUGES[name];
  const bad = Object.keys(scope).find((key) => !scopes.includes(key as keyof Scope));
  if (bad === undefined) return;
  const can = scopes.filter((key) => key !== 'severity' && key !== 'finding');
  throw errors.badConfig(at.file, `${at.key} cannot be told apart by ${bad}; ${name} goes by ${can.join(', ')}`);
}

/** One limit for all, or one a severity or id. */
function findings(value: unknown, at: At, scope: Scope, ids: readonly string[]): FileRule[] {
  const isMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('limit' in value) && !('level' in value);
  if (!isMap) return [rule('maxFindings', value, at, scope)];
  return Object.entries(value).map(([of, limit]) => {
    const known = [...FINDING_COUNTS, ...ids];
    if (!known.includes(of)) throw errors.unknownConfigKey(at.file, within(at, of).key, nearest(of, known), known);
    return rule('maxFindings', limit, within(at, of), { ...scope, ...findingScope(of) });
  });
}

function gauges(fields: Readonly<Record<string, unknown>>, at: At, scope: Scope, ids: readonly string[]): FileRule[] {
  return BUDGET_NAMES.flatMap((name) => {
    const value = fields[name];
    if (value === undefined) return [];
    if (name !== 'maxFindings') return [rule(name, value, within(at, name), scope)];
    return findings(value, within(at, name), scope, ids);
  });
}

function scopeOf(fields: Readonly<Record<string, unknown>>, at: At): Scope {
  const parts = SCOPE_KEYS.flatMap((key) => {
    const value = fields[key];
    if (value === undefined) return [];
    return [[key, key === 'phase' ? choice(value, within(at, key), PHASES) : pattern(value, within(at, key))] as const];
  });
  if (parts.length === 0) throw errors.badConfig(at.file, `${at.key} needs one of ${SCOPE_KEYS.join(', ')}`);
  return Object.fromEntries(parts);
}

/** Reads `budgets`; `ids` are those that findings can have. Throws a `CliError` for what is not known, or has no fitting unit. */
export function budgetRules(value: unknown, at: At, ids: readonly string[]): readonly FileRule[] {
  const keys = [...BUDGET_NAMES, ...PHASES, 'scopes'];
  const fields = objectOf(value, at, keys, (key) => nearest(key, keys));
  const phases = PHASES.flatMap((phase) => {
    const here = within(at, phase);
    if (fields[phase] === undefined) return [];
    const own = objectOf(fields[phase], here, BUDGET_NAMES, (key) => nearest(key, BUDGET_NAMES));
    return gauges(own, here, { phase }, ids);
  });
  const scopes = fields['scopes'] ?? [];
  if (!Array.isArray(scopes)) throw wrong(within(at, 'scopes'), scopes, 'a list of objects');
  const scoped = scopes.flatMap((one, index) => {
    const here = within(within(at, 'scopes'), index);
    const all = [...SCOPE_KEYS, ...BUDGET_NAMES];
    const own = objectOf(one, here, all, (key) => nearest(key, all));
    return gauges(own, here, scopeOf(own, here), ids);
  });
  return [...gauges(fields, at, {}, ids), ...phases, ...scoped];
}
