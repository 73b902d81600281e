/** What the preload does: sets up the eyes, proves them, and steps aside. */
import path = require('node:path');
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import heritage = require('./heritage.cjs');

/** Programs that only start others: they pass the probe on untouched. */
const WRAPPERS = /^(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)(-cli)?(\.[cm]?js)?$/;

/** The name that the option had while it was an experiment, and the one it has. */
const ISOLATION = /^--(experimental-)?test-isolation(=|$)/;

function readConfig(): ProbeConfig | null {
  const text = process.env[heritage.VARIABLE];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as ProbeConfig;
  } catch {
    return null;
  }
}

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

/** A fault of the probe's own never reaches the target: the report will say that the probe was not armed. */
function arm(config: ProbeConfig | null): void {
  try {
    const arming = require('./arm.cjs') as typeof import('./arm.cjs');
    if (config === null) arming.armWorker();
    else arming.arm(config);
  } catch {
    // Nothing may be printed here, and there is nobody to tell.
  }
}

if (workers.isMainThread) {
  const config = readConfig();
  if (config !== null && !isWrapper(process.argv[1]) && !onlyStartsOthers(process.execArgv)) {
    heritage.hide(config, process.env);
    arm(config);
  }
} else {
  arm(null);
}
