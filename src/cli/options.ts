import { type Command, Option } from 'commander';
import { AGGREGATES, type Aggregate } from '../gate/compare/aggregate.js';
import otlpSettings from '../metrics/otlp-settings.cjs';
import redactions from '../redaction/redact.cjs';
import type { Tone } from '../report/report.js';
import { addBudgetOptions, budgetsOf, type ParsedBudgets } from './budget-options.js';
import { errors } from './errors.js';
import type {
  AllowSource,
  Blame,
  Detail,
  DiffOptions,
  FormatRequest,
  ReadingOptions,
  ReportOptions,
  RunOptions,
} from './invocation.js';
import { MAX_TIMER_MS, parseCount, parseTime } from './units.js';

export const TONES: readonly Tone[] = ['roast', 'plain'];
export const BLAMES: readonly Blame[] = ['app', 'deps', 'all'];

/** The options as commander gathers them, already parsed. */
export interface ParsedOptions extends ParsedBudgets {
  readonly threshold?: number;
  readonly format?: readonly FormatRequest[];
  readonly output?: string;
  readonly metricsFile?: string;
  readonly otlp?: string;
  readonly open?: boolean;
  readonly tone?: Tone;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly blame?: Blame;
  /** A file, or the entries themselves, which a configuration may hold. */
  readonly allow?: AllowSource;
  /** False: none is looked for. */
  readonly config?: string | false;
  readonly cpuWorkers?: readonly string[];
  readonly doctor?: boolean;
  readonly doctorHtml?: string;
  readonly trace?: string;
  readonly redact?: readonly string[];
  /** Format of an export. */
  readonly as?: string;
  readonly duration?: number;
  readonly onPort?: string;
  readonly deep?: boolean;
  readonly force?: boolean;
  readonly baseline?: string;
  readonly ratchet?: boolean;
  readonly runs?: number;
  readonly aggregate?: Aggregate;
}

/** An option whose value is read as it comes, so that a wrong one is told by its name. */
export function valued(flags: string, text: string, parse: (value: string, before: unknown) => unknown): Option {
  return new Option(flags, text).argParser(parse);
}

/** The options of every command that reads traces. */
export function addReadingOptions(command: Command): Command {
  return command
    .addOption(
      valued('--threshold <ms>', 'a pause of the loop at least this long is a stall (default: 50)', (value) =>
        parseTime('--threshold', value, { zero: false }),
      ),
    )
    .addOption(
      valued('--blame <whose>', 'whose lines are named: app, deps or all (default: app)', (value) =>
        parseChoice('--blame', value, BLAMES),
      ),
    )
    .addOption(
      valued('--allow <file.json>', 'findings that are deliberate: a list of id, file, reason', (value) =>
        parsePath('--allow', value),
      ),
    )
    .addOption(
      valued(
        '--cpu-workers <pattern>',
        'worker threads whose job is to compute, by file or name (* and **); may be repeated',
        (value, before) => [...((before as string[] | undefined) ?? []), parsePath('--cpu-workers', value)],
      ),
    );
}

/** The options of every command that writes something for people or tools. */
export function addOutputOptions(command: Command): Command {
  return addReadingOptions(command)
    .addOption(
      valued(
        '--format <name>',
        'terminal, json, html, …; may be repeated, json=path names the file',
        (value, before) => [...((before as FormatRequest[] | undefined) ?? []), parseFormat(value)],
      ),
    )
    .addOption(valued('--output <path>', 'where the report goes; - is stdout', (value) => parsePath('--output', value)))
    .addOption(new Option('--quiet', 'say no more than the verdict, in one line'))
    .addOption(new Option('--verbose', 'show every culprit, process and stall'));
}

/** The page in the browser. */
export function openOption(): Option {
  return new Option('--open', 'write the HTML report and open it in the browser');
}

/** The options of every command that makes a report. */
export function addReportOptions(command: Command): Command {
  const all = addOutputOptions(command)
    .addOption(new Option('--doctor', 'ask Clinic Doctor about the same run (needs @clinic/doctor)'))
    .addOption(
      valued('--doctor-html <path>', 'where the page of Clinic Doctor goes', (value) =>
        parsePath('--doctor-html', value),
      ),
    )
    .addOption(openOption())
    .addOption(
      valued('--metrics-file <path>', 'where the figures go as well, as text for Prometheus', (value) =>
        parsePath('--metrics-file', value),
      ),
    )
    .addOption(
      valued('--otlp <url>', 'where the figures are sent as well, as OTLP metrics (http://localhost:4318)', (value) =>
        parseAddress('--otlp', value),
      ),
    )
    .addOption(
      valued('--tone <tone>', 'roast or plain (default: roast)', (value) => parseChoice('--tone', value, TONES)),
    )
    .addOption(
      valued('--baseline <file>', 'culprits that are known: only new and worse ones fail', (value) =>
        parsePath('--baseline', value),
      ),
    )
    .addOption(new Option('--ratchet', 'rewrite the baseline where things got better'))
    .addOption(
      valued('--config <file>', 'options and budgets from this file (default: found from here upwards)', (value) =>
        parsePath('--config', value),
      ),
    )
    .addOption(new Option('--no-config', 'use no configuration'));
  refuseBoth(all, 'config', 'no-config', errors.configAndNone);
  return addBudgetOptions(all);
}

/** Two flags that are one option to commander, where the later would win in silence. */
function refuseBoth(command: Command, one: string, other: string, complaint: () => Error): void {
  const seen = new Set<string>();
  for (const name of [one, other])
    command.on(`option:${name}`, () => {
      if (seen.add(name).size > 1) throw complaint();
    });
}

/** The option of every command that writes a trace. */
export function addTraceOption(command: Command): Command {
  return command.addOption(
    valued('--trace <path>', 'where the trace goes: a folder, or a file.ndjson (default: .loopcheck)', (value) =>
      parsePath('--trace', value),
    ),
  );
}

/** The options of an export. */
export function addExportOptions(command: Command): Command {
  return command
    .addOption(new Option('--as <format>', 'perfetto, speedscope, cpuprofile, pprof, folded or clinic'))
    .addOption(valued('--output <path>', 'where it goes; - is stdout', (value) => parsePath('--output', value)));
}

/** The format of an export. Throws a `CliError` where none was named; whether there is such a one is asked later. */
export function exportFormat({ as }: ParsedOptions): string {
  if (as === undefined || as === '') throw errors.noExportFormat();
  return as;
}

/** The options of a run, on top of those of its report. */
export function addRunOptions(command: Command): Command {
  return addTraceOption(addReportOptions(command))
    .addOption(
      valued('--duration <time>', 'stop the target after this long, and report', (value) =>
        parseTime('--duration', value, { zero: false, maxMs: MAX_TIMER_MS }),
      ),
    )
    .addOption(
      valued('--runs <count>', 'run the target this often, and judge all the runs together', (value) =>
        parseRuns('--runs', value),
      ),
    )
    .addOption(
      valued('--aggregate <how>', 'median, min, max or mean of several runs (default: median)', (value) =>
        parseChoice('--aggregate', value, AGGREGATES),
      ),
    )
    .addOption(
      valued(
        '--redact <pattern>',
        'keep what this regular expression matches out of the trace; may be repeated',
        (value, before) => [...((before as string[] | undefined) ?? []), parsePattern('--redact', value)],
      ),
    )
    .addOption(new Option('--deep', 'follow every promise and callback too: slower, and more is found'))
    .addOption(
      valued(
        '--on-port <command>',
        'run this when the target begins to listen ($PORT is set), and stop the target when it ends',
        (value) => parseCommand('--on-port', value),
      ),
    );
}

/** `json`, `json=report.json`. */
export function parseFormat(value: string): FormatRequest {
  const equals = value.indexOf('=');
  if (equals < 0) return { name: value, path: null };
  return { name: value.slice(0, equals), path: parsePath('--format', value.slice(equals + 1)) };
}

export function parsePath(option: string, value: string): string {
  if (value === '') throw errors.emptyPath(option);
  return value;
}

function parseCommand(option: string, value: string): string {
  if (value.trim() === '') throw errors.emptyCommand(option);
  return value;
}

/** An address of HTTP to which metrics can be sent. */
export function parseAddress(option: string, value: string): string {
  if (otlpSettings.isAddress(value)) return value;
  throw errors.badAddress(option, otlpSettings.withoutSecrets(value));
}

/** The source of a regular expression that does not match everywhere. */
export function parsePattern(option: string, value: string): string {
  if (redactions.isPattern(value)) return value;
  throw errors.badPattern(option, value);
}

function parseRuns(option: string, value: string): number {
  const runs = parseCount(option, value);
  if (runs === 0) throw errors.noRuns();
  return runs;
}

export function parseChoice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw errors.badChoice(option, value, choices);
  return choice;
}

export function detailOf({ quiet = false, verbose = false }: Pick<ParsedOptions, 'quiet' | 'verbose'>): Detail {
  if (quiet && verbose) throw errors.quietAndVerbose();
  return quiet ? 'quiet' : verbose ? 'verbose' : 'usual';
}

/** What was parsed, as the options of a command that reads traces. */
export function readingOptions(parsed: ParsedOptions): ReadingOptions {
  return {
    thresholdMs: parsed.threshold ?? null,
    blame: parsed.blame ?? 'app',
    allow: parsed.allow ?? null,
    cpuWorkers: parsed.cpuWorkers ?? [],
    warmupMs: 0,
  };
}

/** What was parsed, as the options of a comparison. */
export function diffOptions(parsed: ParsedOptions): DiffOptions {
  return {
    ...readingOptions(parsed),
    formats: parsed.format ?? [],
    output: parsed.output ?? null,
    detail: detailOf(parsed),
    open: parsed.open ?? false,
    force: parsed.force ?? false,
  };
}

/** Flags win over a configuration's options. How much is told is one choice, though it has two flags. */
export function withDefaults<P extends ParsedOptions>(flags: P, defaults: ParsedOptions): P {
  const { quiet: _, verbose: __, ...rest } = defaults;
  return { ...(flags.quiet === true || flags.verbose === true ? rest : defaults), ...flags };
}

/** Options that are nothing without another, from wherever that comes. Throws a `CliError` where it is missing. */
export function checkTogether(flags: ParsedOptions, defaults: ParsedOptions): void {
  const { ratchet = false, baseline, runs } = withDefaults(flags, defaults);
  if (ratchet && baseline === undefined) throw errors.ratchetWithoutBaseline();
  // A configuration may hold it for those who then ask for several runs.
  if (flags.aggregate !== undefined && runs === undefined) throw errors.aggregateWithoutRuns(flags.aggregate);
}

/** What was parsed, as the readonly options that everything else works with. */
export function reportOptions(parsed: ParsedOptions): ReportOptions {
  return {
    thresholdMs: parsed.threshold ?? null,
    formats: parsed.format ?? [],
    output: parsed.output ?? null,
    metricsFile: parsed.metricsFile ?? null,
    otlp: parsed.otlp ?? null,
    open: parsed.open ?? false,
    tone: parsed.tone ?? 'roast',
    detail: detailOf(parsed),
    blame: parsed.blame ?? 'app',
    budgets: budgetsOf(parsed),
    allow: parsed.allow ?? null,
    doctor: parsed.doctor ?? false,
    doctorHtml: parsed.doctorHtml ?? null,
    cpuWorkers: parsed.cpuWorkers ?? [],
    baseline: parsed.baseline ?? null,
    ratchet: parsed.ratchet ?? false,
    config: parsed.config === false ? false : (parsed.config ?? null),
    warmupMs: parsed.warmup ?? 0,
  };
}

/** The same for a run. */
export function runOptions(parsed: ParsedOptions): RunOptions {
  return {
    ...reportOptions(parsed),
    trace: parsed.trace ?? null,
    redact: parsed.redact ?? [],
    durationMs: parsed.duration ?? null,
    onPort: parsed.onPort ?? null,
    deep: parsed.deep ?? false,
    runs: parsed.runs ?? 1,
    aggregate: parsed.aggregate ?? 'median',
  };
}
