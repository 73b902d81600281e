import { EXIT_USAGE, isCliError } from './errors.js';
import { type CliProcess, guardStreams, say } from './host.js';
import type { Invocation } from './invocation.js';
import type { Parts } from './parts.js';

export type { CliProcess };

/**
 * Runs one command line and sets the process's exit code; it never ends the process itself. Everything heavy is
 * imported where it is used, so that small answers come at once.
 */
export async function main(host: CliProcess, given?: Parts): Promise<void> {
  guardStreams(host);
  try {
    const parts = given ?? (await import('./real-parts.js')).realParts;
    host.exitCode = await dispatch(host, parts);
  } catch (error) {
    host.exitCode = EXIT_USAGE;
    say(host, complaint(error));
  }
}

async function dispatch(host: CliProcess, parts: Parts): Promise<number> {
  const argv = host.argv.slice(2);
  if (argv[0] === '--version') return printVersion(host, parts);
  const { configured } = await import('./config/configured.js');
  const invocation = await configured(argv, host);
  switch (invocation.kind) {
    case 'run':
      return (await import('./run-command.js')).runCommand(invocation, host, parts);
    case 'attach':
      return (await import('./attach-command.js')).attachCommand(invocation, host, parts);
    case 'report':
      return (await import('./report-command.js')).reportCommand(invocation, host, parts);
    case 'diff':
      return (await import('./diff-command.js')).diffCommand(invocation, host, parts);
    case 'baseline-save':
      return (await import('./baseline-command.js')).baselineCommand(invocation, host, parts);
    case 'init':
      return (await import('./init-command.js')).initCommand(invocation.script, host, parts);
    case 'triage':
      return (await import('./triage-command.js')).triageCommand(invocation, host);
    case 'import':
      return (await import('./import-command.js')).importCommand(invocation, host, parts);
    case 'export':
      return (await import('./export-command.js')).exportCommand(invocation, host, parts);
    case 'explain':
      return (await import('./explain-command.js')).explainCommand(invocation.id, host);
    case 'completion':
      return (await import('./completion-command.js')).completionCommand(invocation.shell, host);
    case 'doctor-env':
      return (await import('./doctor-env-command.js')).doctorEnvCommand(invocation.format, host, parts);
    case 'version':
      return printVersion(host, parts);
    case 'help':
      return printHelp(invocation, host);
  }
}

async function printHelp({ text, findings }: Extract<Invocation, { kind: 'help' }>, host: CliProcess) {
  host.stdout.write(findings ? `${text}\n${(await import('../report/catalogue.js')).listIds()}` : text);
  return 0;
}

function printVersion(host: CliProcess, parts: Parts): number {
  host.stdout.write(`${parts.version()}\n`);
  return 0;
}

/** One sentence for what a person can mend; for a bug of ours, where it is. */
function complaint(error: unknown): string {
  if (isCliError(error) || isTraceFault(error)) return `loopcheck: ${error.message}`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `loopcheck failed, which is a bug of its own, not of your program:\n${detail}`;
}

/** As `isTraceError`, which lives where the reader is: not loaded for this alone. */
function isTraceFault(error: unknown): error is Error {
  return error instanceof Error && error.name === 'TraceError';
}
