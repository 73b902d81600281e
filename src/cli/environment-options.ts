import type { Command } from 'commander';
import { parseChoice, valued } from './options.js';

/** What `loopcheck doctor-env` can be printed as. */
export type EnvironmentFormat = 'terminal' | 'json';

export const ENVIRONMENT_FORMATS: readonly EnvironmentFormat[] = ['terminal', 'json'];

/** The options of `loopcheck doctor-env`. */
export function addEnvironmentOptions(command: Command): Command {
  return command.addOption(
    valued('--format <name>', 'terminal or json (default: terminal)', (value) =>
      parseChoice('--format', value, ENVIRONMENT_FORMATS),
    ),
  );
}

/** What was parsed. */
export function environmentFormat({ format = 'terminal' }: { readonly format?: EnvironmentFormat }): EnvironmentFormat {
  return format;
}
