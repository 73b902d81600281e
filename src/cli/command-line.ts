import { Command, CommanderError } from 'commander';
import { addAttachOptions, attachOptions, wantedProcess } from './attach-options.js';
import { addEnvironmentOptions, environmentFormat } from './environment-options.js';
import { errors } from './errors.js';
import type { Invocation, Target } from './invocation.js';
import { nearest } from './near.js';
import {
  addExportOptions,
  addOutputOptions,
  addReadingOptions,
  addReportOptions,
  addRunOptions,
  addTraceOption,
  checkTogether,
  diffOptions,
  exportFormat,
  openOption,
  type ParsedOptions,
  parsePath,
  readingOptions,
  reportOptions,
  runOptions,
  valued,
  withDefaults,
} from './options.js';
import { TRACE_HOME } from './trace-place.js';
import { addTriageOptions, triageRequest } from './triage-options.js';

/** Where `baseline save` writes unless told. */
const DEFAULT_BASELINE = 'loopcheck.baseline.json';

const EXAMPLES = `
Examples:
  loopcheck app.js --port 3000          run a script; what follows it is its own
  loopcheck --duration 30s server.js    watch for half a minute, then report
  loopcheck -- npm start                watch every Node process that a command starts
  loopcheck report                      show the newest run again
`;

/**
 * Understands a command line, without `node` and the program's name. Throws a `CliError` where it is wrong. Options end
 * at the script: everything after it is the target's, also what looks like an option of ours. `defaults` hold where no
 * flag was given: those of a configuration; null while that is not read yet, and may give what a flag is nothing without.
 */
export function parseCommandLine(argv: readonly string[], defaults: ParsedOptions | null = {}): Invocation {
  let found: Invocation | null = null;
  let help = '';
  const program = buildProgram(
    defaults,
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
    throw reworded(error, meant(program, argv));
  }
  return (
    found ?? {
      kind: 'run',
      options: runOptions(togetherWith(defaults)(program.opts<ParsedOptions>())),
      target: commandTarget(command),
    }
  );
}

/** Every command and option as commander knows them. `take` is given what was understood, `writeHelp` the text of help. */
export function buildProgram(
  defaults: ParsedOptions | null,
  take: (invocation: Invocation) => void,
  writeHelp: (text: string) => void,
): Command {
  const together = togetherWith(defaults);
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
      if (script !== undefined)
        take({ kind: 'run', options: runOptions(together(parsed)), target: scriptTarget(script, args) });
    });
  addRunOptions(program);
  addReportOptions(program.command('report'))
    .description('report again from a saved trace (default: the newest run)')
    .argument('[trace...]')
    .action((traces: string[], parsed: ParsedOptions) =>
      take({
        kind: 'report',
        options: reportOptions(together(parsed)),
        traces: traces.length > 0 ? traces : [defaults?.trace ?? TRACE_HOME],
      }),
    );
  addAttachOptions(program.command('attach'))
    .description('watch a process that is running, without a restart (Linux)')
    .argument('[pid|:port|name]')
    .action((target: string | undefined, parsed: Parameters<typeof attachOptions>[0]) =>
      take({
        kind: 'attach',
        options: attachOptions(together(parsed)),
        wanted: wantedProcess(target ?? null, parsed.port ?? null),
      }),
    );
  addOutputOptions(program.command('diff'))
    .description('compare two traces, folders of runs, or JSON reports')
    .argument('<before>')
    .argument('<after>')
    .addOption(openOption())
    .option('--force', 'compare also what was recorded under different circumstances')
    .action((before: string, after: string, parsed: ParsedOptions) =>
      take({ kind: 'diff', options: diffOptions(together(parsed)), before, after }),
    );
  const baseline = program
    .command('baseline')
    .description('save: write the culprits of a run down as known, for --baseline')
    .argument('[command]')
    .helpCommand(false)
    .action((word: string | undefined) => {
      throw errors.noBaselineCommand(word ?? null);
    });
  addReadingOptions(baseline.command('save'))
    .description('write the culprits of a run down as known (default: the newest run)')
    .argument('[trace...]')
    .addOption(
      valued('--output <path>', 'where the baseline goes', (value) => parsePath('--output', value)).default(
        DEFAULT_BASELINE,
      ),
    )
    .action((traces: string[], parsed: ParsedOptions) =>
      take({
        kind: 'baseline-save',
        options: readingOptions(together(parsed)),
        traces,
        output: parsed.output ?? DEFAULT_BASELINE,
      }),
    );
  program
    .command('init')
    .description("write a configuration to start from, with the newest run's figures")
    .argument('[script]')
    .action((script: string | undefined) => take({ kind: 'init', script: script ?? null }));
  addTriageOptions(program.command('triage'))
    .description('what changed over many traces, on which host, since which version, and who blocks most')
    .argument('[path...]')
    .action((paths: string[], parsed: Parameters<typeof triageRequest>[0]) =>
      take({ kind: 'triage', options: triageRequest(parsed), paths }),
    );
  addTraceOption(program.command('import'))
    .description("make a trace of another tool's capture")
    .argument('[file...]')
    .action((files: string[], parsed: ParsedOptions) => take({ kind: 'import', files, trace: parsed.trace ?? null }));
  addExportOptions(program.command('export'))
    .description("turn a trace into another tool's format")
    .argument('[trace]')
    .action((trace: string | undefined, parsed: ParsedOptions) =>
      take({ kind: 'export', trace: trace ?? null, as: exportFormat(parsed), output: parsed.output ?? null }),
    );
  program
    .command('completion')
    .description('print what makes bash, zsh or fish complete this command line')
    .argument('[shell]')
    .action((shell: string | undefined) => take({ kind: 'completion', shell: shell ?? null }));
  addEnvironmentOptions(program.command('doctor-env'))
    .description('what on this machine helps or hinders a run')
    .action((parsed: Parameters<typeof environmentFormat>[0]) =>
      take({ kind: 'doctor-env', format: environmentFormat(parsed) }),
    );
  program
    .command('explain')
    .description('what a finding means and how to fix it')
    .argument('[finding-id]')
    .action((id: string | undefined) => take({ kind: 'explain', id: id ?? null }));
  return program;
}

/** Puts flags together with what holds where none was given. */
function togetherWith(defaults: ParsedOptions | null): <P extends ParsedOptions>(flags: P) => P {
  return (flags) => {
    if (defaults !== null) checkTogether(flags, defaults);
    return withDefaults(flags, defaults ?? {});
  };
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

/** The command that the words ask for, as deep as they lead: `baseline save`. */
function meant(program: Command, [word, ...rest]: readonly string[]): Command {
  const inner = program.commands.find((command) => command.name() === word);
  return inner === undefined ? program : meant(inner, rest);
}

/** `loopcheck baseline save`. */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function reworded(error: CommanderError, program: Command): Error {
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const options = program.options.flatMap((option) => option.long ?? []);
  if (error.code === 'commander.unknownOption') {
    const name = quoted.split('=')[0] ?? quoted;
    return errors.unknownOption(
      quoted,
      fullName(program),
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
