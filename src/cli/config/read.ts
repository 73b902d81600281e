import { dirname, resolve } from 'node:path';
import { TRAITS } from '../../analyze/detectors/index.js';
import { readAllow } from '../../analyze/silence/read-allow.js';
import type { BudgetRule } from '../../gate/budget.js';
import { latestRules } from '../budget-options.js';
import { errors } from '../errors.js';
import type { CliProcess } from '../host.js';
import type { AllowSource } from '../invocation.js';
import { nearest } from '../near.js';
import type { ParsedOptions } from '../options.js';
import { displayPath } from '../paths.js';
import { budgetRules, type FileRule } from './budgets.js';
import { type FoundConfig, loadExtended } from './find.js';
import { type Base, OPTION_READERS } from './options.js';
import { checkRegister } from './register.js';
import { type At, objectOf, text, texts, within } from './values.js';

/** Every key at the top of a configuration. */
export const CONFIG_KEYS: readonly string[] = [
  '$schema',
  'extends',
  ...Object.keys(OPTION_READERS),
  'allow',
  'budgets',
  'register',
];

const FINDING_IDS = TRAITS.map(({ id }) => id);

/** What one file says, together with what it extends. */
interface Contents {
  readonly options: ParsedOptions;
  readonly rules: readonly FileRule[];
}

/** A file of entries, or the entries. */
function allowOf(value: unknown, at: At, { folder }: Base): AllowSource {
  if (!Array.isArray(value)) return resolve(folder, text(value, at));
  try {
    return readAllow(value);
  } catch (error) {
    throw errors.badConfig(at.file, `in ${at.key}, ${(error as Error).message}`);
  }
}

async function contentsOf({ path, value }: FoundConfig, host: CliProcess, above: readonly string[]): Promise<Contents> {
  const at: At = { file: displayPath(path, host.cwd()), key: '' };
  if (above.includes(path)) throw errors.badConfig(at.file, 'it extends itself');
  const fields = objectOf(value, at, CONFIG_KEYS, (key) => nearest(key, CONFIG_KEYS));
  const base: Base = { folder: dirname(path), cwd: host.cwd() };
  const parents: Contents[] = [];
  for (const name of fields['extends'] === undefined ? [] : texts(fields['extends'], within(at, 'extends'))) {
    parents.push(await contentsOf(await loadExtended(name, base.folder, at.file, host), host, [...above, path]));
  }
  const own = Object.entries(OPTION_READERS).map(([key, read]) =>
    fields[key] === undefined ? {} : read(fields[key], within(at, key), base),
  );
  const allow = fields['allow'] === undefined ? {} : { allow: allowOf(fields['allow'], within(at, 'allow'), base) };
  if (fields['register'] !== undefined) checkRegister(fields['register'], within(at, 'register'));
  const rules =
    fields['budgets'] === undefined ? [] : budgetRules(fields['budgets'], within(at, 'budgets'), FINDING_IDS);
  return {
    options: Object.assign({}, ...parents.map(({ options }) => options), ...own, allow),
    rules: [...parents.flatMap((parent) => parent.rules), ...rules],
  };
}

/**
 * Reads a configuration with all that it extends, as options that flags win over. Rejects with a `CliError` that names
 * the key, the value and the file.
 */
export async function readConfig(found: FoundConfig, host: CliProcess): Promise<ParsedOptions> {
  const { options, rules } = await contentsOf(found, host, []);
  // A level of `off` first outdoes what it is about, then goes.
  const kept = latestRules(rules).filter((rule): rule is FileRule & BudgetRule => rule.level !== 'off');
  return { ...options, ...(kept.length === 0 ? {} : { rules: kept }) };
}
