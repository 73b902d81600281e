import type { Budgets } from '../../gate/budget.js';
import { parseCommandLine } from '../command-line.js';
import { errors } from '../errors.js';
import type { CliProcess } from '../host.js';
import type { Invocation } from '../invocation.js';
import { nearest } from '../near.js';
import type { ParsedOptions } from '../options.js';
import { findConfig } from './find.js';

/** Understands a command line together with the configuration that goes with it. Rejects with a `CliError`. */
export async function configured(argv: readonly string[], host: CliProcess): Promise<Invocation> {
  const invocation = await withConfig(argv, host);
  if (takesConfig(invocation)) await checkFindings(invocation.options.budgets);
  return invocation;
}

async function withConfig(argv: readonly string[], host: CliProcess): Promise<Invocation> {
  const invocation = parseCommandLine(argv, null);
  const isReading = invocation.kind === 'baseline-save';
  if (!isReading && !takesConfig(invocation)) return invocation;
  const config = isReading ? null : invocation.options.config;
  const found = config === false ? null : await findConfig(config, host);
  if (found === null) return parseCommandLine(argv);
  const { readConfig } = await import('./read.js');
  const options = await readConfig(found, host);
  return parseCommandLine(argv, isReading ? readingOf(options) : options);
}

/** How a baseline is read must be how the runs are that are held against it: else all their culprits seem new. */
function readingOf({ threshold, blame, allow, cpuWorkers }: ParsedOptions): ParsedOptions {
  return {
    ...(threshold === undefined ? {} : { threshold }),
    ...(blame === undefined ? {} : { blame }),
    ...(allow === undefined ? {} : { allow }),
    ...(cpuWorkers === undefined ? {} : { cpuWorkers }),
  };
}

type Configurable = Extract<Invocation, { kind: 'run' | 'report' | 'attach' }>;

function takesConfig(invocation: Invocation): invocation is Configurable {
  return invocation.kind === 'run' || invocation.kind === 'report' || invocation.kind === 'attach';
}

/** A limit on a finding that does not exist would always hold. The list of them is loaded for those who name one. */
async function checkFindings({ rules = [] }: Budgets): Promise<void> {
  const named = rules.flatMap(({ scope }) => scope.finding ?? []);
  if (named.length === 0) return;
  const { TRAITS } = await import('../../analyze/detectors/index.js');
  const ids = TRAITS.map(({ id }) => id);
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw errors.unknownFinding(unknown, nearest(unknown, ids));
}
