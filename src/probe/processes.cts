/** Which processes are worth a look: not those that only start others. */
import path = require('node:path');

/** Programs that only start others: they pass the probe on untouched. */
const WRAPPERS = /^(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)(-cli)?(\.[cm]?js)?$/;

/** The name that the option had while it was an experiment, and the one it has. */
const ISOLATION = /^--(experimental-)?test-isolation(=|$)/;

function isWrapper(script: string | undefined): boolean {
  return script !== undefined && WRAPPERS.test(path.basename(script));
}

/**
 * `node --watch`, and `node --test` unless it runs the tests itself: such a process only starts others, and has no
 * inspector. To ask it for one would abort it.
 */
function onlyStartsOthers(options: readonly string[]): boolean {
  if (options.some((option) => option === '--watch' || option.startsWith('--watch-path'))) return true;
  const at = options.findLastIndex((option) => ISOLATION.test(option));
  const isolation = options[at]?.split('=')[1] ?? options[at + 1];
  return options.includes('--test') && (at === -1 || isolation !== 'none');
}

/** Whether a process with this script and these options of Node's runs the user's own code. */
function isTarget(script: string | undefined, options: readonly string[]): boolean {
  return !isWrapper(script) && !onlyStartsOthers(options);
}

export = { isTarget };
