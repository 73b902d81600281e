import { Command, CommanderError } from 'commander';
import { errors } from './errors.js';
import type { Invocation, Target } from './invocation.js';
import { nearest } from './near.js';
import {
  addExportOptions,
  addReportOptions,
  addRunOptions,
  addTraceOption,
  exportFormat,
  type ParsedOptions,
  reportOptions,
  runOptions,
} from './options.js';
import { TRACE_HOME } from './trace-place.js';

const EXAMPLES = `
Examples:
  loopcheck app.js --port 3000          run a script; what follows it is its own
  loopcheck --duration 30s server.js    watch for half a minute, then report
  loopcheck -- npm start                watch every Node process that a command starts
  loopcheck report                      show the newest run again
`;

/**
 * Understands a command line, without `node` and the program's name. Throws a `CliError` where it is wrong. Options end
 * at the script: everything after it is the target's, also what looks like an option of ours.
 */
export function parseCommandLine(argv: readonly string[]): Invocation {
  let found: Invocation | null = null;
  let help = '';
  const program = buildProgram(
    (invocation) => {
      found = invocation;
    },
    (text) => {
      help += text;
    },
  );
  const { own, command } = splitAtDashes(argv, program);
  try {
    program.parse(own, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { kind: 'help', text: help, findings: own[0] === 'explain' };
    if (error.code === 'commander.version') return { kind: 'version' };
    throw reworded(error, program);
  }
  return found ?? { kind: 'run', options: runOptions(program.opts<ParsedOptions>()), target: commandTarget(command) };
}

function buildProgram(take: (invocation: Invocation) => void, writeHelp: (text: string) => void): Command {
  const program = new Command('loopcheck')
    .description('Finds what blocks the Node.js event loop: which line, for how long, why, and how to fix it.')
    .usage('[options] <script> [args…]\n       loopcheck [options] -- <command> [args…]')
    .argument('[script]')
    .argument('[args...]')
    .version('', '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .enablePositionalOptions()
    .passThroughOptions()
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: () => {} })
    .configureHelp({ visibleArguments: () => [] })
    .action((script: string | undefined, args: string[], parsed: ParsedOptions) => {
      if (script !== undefined) take({ kind: 'run', options: runOptions(parsed), target: scriptTarget(script, args) });
    });
  addRunOptions(program);
  addReportOptions(program.command('report'))
    .description('report again from a saved trace (default: the newest run in .loopcheck)')
    .argument('[trace...]')
    .action((traces: string[], parsed: ParsedOptions) =>
      take({ kind: 'report', options: reportOptions(parsed), traces: traces.length > 0 ? traces : [TRACE_HOME] }),
    );
  addTraceOption(program.command('import'))
    .description("make a trace of another tool's capture")
    .argument('[file...]')
    .action((files: string[], parsed: ParsedOptions) => take({ kind: 'import', files, trace: parsed.trace ?? null }));
  addExportOptions(program.command('export'))
    .description("turn a trace into another tool's format")
    .argument('[trace]')
    .action((trace: string | undefined, parsed: ParsedOptions) =>
      take({ kind: 'export', trace: trace ?? TRACE_HOME, as: exportFormat(parsed), output: parsed.output ?? null }),
    );
  program
    .command('explain')
    .description('what a finding means and how to fix it')
    .argument('[finding-id]')
    .action((id: string | undefined) => take({ kind: 'explain', id: id ?? null }));
  return program;
}

/**
 * What follows a `--` before the first operand is a command. Commander would drop the dashes, and take a command named
 * like a subcommand for that, so it never sees them.
 */
function splitAtDashes(
  argv: readonly string[],
  program: Command,
): { own: string[]; command: readonly string[] | null } {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') return { own: argv.slice(0, index), command: argv.slice(index + 1) };
    if (!word.startsWith('-') || word === '-') break;
    if (program.options.some((option) => option.required && (option.long === word || option.short === word)))
      index += 1;
  }
  return { own: [...argv], command: null };
}

function scriptTarget(script: string, args: readonly string[]): Target {
  return { kind: 'script', script, args };
}

function commandTarget(words: readonly string[] | null): Target {
  const [command, ...args] = words ?? [];
  if (command === undefined || command === '') throw errors.noTarget();
  return { kind: 'command', command, args };
}

function reworded(error: CommanderError, program: Command): Error {
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const options = program.options.flatMap((option) => option.long ?? []);
  if (error.code === 'commander.unknownOption') {
    const name = quoted.split('=')[0] ?? quoted;
    return errors.unknownOption(
      quoted,
      nearest(
        name,
        [...options, '--help'].filter((option) => option !== name),
      ),
    );
  }
  if (error.code === 'commander.optionMissingArgument') {
    const [name = quoted, placeholder = ''] = quoted.split(' ');
    return errors.missingValue(name, placeholder);
  }
  const complaint = error.message.replace(/^error: /, '').replace(/\.?$/, '.');
  return errors.badArguments(complaint.charAt(0).toUpperCase() + complaint.slice(1));
}
