import { type Command, Option } from 'commander';
import type { Budgets } from '../gate/verdict.js';
import type { Tone } from '../report/report.js';
import { errors } from './errors.js';
import type { Blame, Detail, FormatRequest, ReportOptions, RunOptions } from './invocation.js';
import { MAX_TIMER_MS, parseCount, parseTime } from './units.js';

const TONES: readonly Tone[] = ['roast', 'plain'];
const BLAMES: readonly Blame[] = ['app', 'deps', 'all'];

/** The options as commander gathers them, already parsed. */
export interface ParsedOptions {
  readonly threshold?: number;
  readonly format?: readonly FormatRequest[];
  readonly output?: string;
  readonly tone?: Tone;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly blame?: Blame;
  readonly maxStall?: number;
  readonly maxP99?: number;
  readonly maxStalls?: number;
  readonly allow?: string;
  readonly cpuWorkers?: readonly string[];
  readonly doctor?: boolean;
  readonly doctorHtml?: string;
  readonly trace?: string;
  /** Format of an export. */
  readonly as?: string;
  readonly duration?: number;
  readonly onPort?: string;
  readonly deep?: boolean;
}

/** An option whose value is read as it comes, so that a wrong one is told by its name. */
function valued(flags: string, text: string, parse: (value: string, before: unknown) => unknown): Option {
  return new Option(flags, text).argParser(parse);
}

/** The options of every command that makes a report. */
export function addReportOptions(command: Command): Command {
  const times = { zero: true };
  return command
    .addOption(
      valued('--threshold <ms>', 'a pause of the loop at least this long is a stall (default: 50)', (value) =>
        parseTime('--threshold', value, { zero: false }),
      ),
    )
    .addOption(
      valued('--format <name>', 'terminal, json, …; may be repeated, json=path names the file', (value, before) => [
        ...((before as FormatRequest[] | undefined) ?? []),
        parseFormat(value),
      ]),
    )
    .addOption(valued('--output <path>', 'where the report goes; - is stdout', (value) => parsePath('--output', value)))
    .addOption(
      valued('--tone <tone>', 'roast or plain (default: roast)', (value) => parseChoice('--tone', value, TONES)),
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
    )
    .addOption(new Option('--doctor', 'ask Clinic Doctor about the same run (needs @clinic/doctor)'))
    .addOption(
      valued('--doctor-html <path>', 'where the page of Clinic Doctor goes', (value) =>
        parsePath('--doctor-html', value),
      ),
    )
    .addOption(new Option('--quiet', 'say no more than the verdict, in one line'))
    .addOption(new Option('--verbose', 'show every culprit, process and stall'))
    .addOption(
      valued('--max-stall <time>', 'fail when a stall is longer', (value) => parseTime('--max-stall', value, times)),
    )
    .addOption(
      valued('--max-p99 <time>', 'fail when the 99th percentile of loop delay is higher', (value) =>
        parseTime('--max-p99', value, times),
      ),
    )
    .addOption(
      valued('--max-stalls <count>', 'fail when there are more stalls', (value) => parseCount('--max-stalls', value)),
    );
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
    .addOption(new Option('--deep', 'follow every promise and callback too: slower, and more is found'))
    .addOption(
      valued(
        '--on-port <command>',
        'run this when the target begins to listen ($PORT is set), and stop the target when it ends',
        (value) => parseCommand('--on-port', value),
      ),
    );
}

function parseFormat(value: string): FormatRequest {
  const equals = value.indexOf('=');
  if (equals < 0) return { name: value, path: null };
  return { name: value.slice(0, equals), path: parsePath('--format', value.slice(equals + 1)) };
}

function parsePath(option: string, value: string): string {
  if (value === '') throw errors.emptyPath(option);
  return value;
}

function parseCommand(option: string, value: string): string {
  if (value.trim() === '') throw errors.emptyCommand(option);
  return value;
}

function parseChoice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw errors.badChoice(option, value, choices);
  return choice;
}

function detailOf({ quiet = false, verbose = false }: ParsedOptions): Detail {
  if (quiet && verbose) throw errors.quietAndVerbose();
  return quiet ? 'quiet' : verbose ? 'verbose' : 'usual';
}

/** What was parsed, as the readonly options that everything else works with. */
export function reportOptions(parsed: ParsedOptions): ReportOptions {
  return {
    thresholdMs: parsed.threshold ?? null,
    formats: parsed.format ?? [],
    output: parsed.output ?? null,
    tone: parsed.tone ?? 'roast',
    detail: detailOf(parsed),
    blame: parsed.blame ?? 'app',
    budgets: budgetsOf(parsed),
    allow: parsed.allow ?? null,
    doctor: parsed.doctor ?? false,
    doctorHtml: parsed.doctorHtml ?? null,
    cpuWorkers: parsed.cpuWorkers ?? [],
  };
}

/** The same for a run. */
export function runOptions(parsed: ParsedOptions): RunOptions {
  return {
    ...reportOptions(parsed),
    trace: parsed.trace ?? null,
    durationMs: parsed.duration ?? null,
    onPort: parsed.onPort ?? null,
    deep: parsed.deep ?? false,
  };
}

function budgetsOf({ maxStall, maxP99, maxStalls }: ParsedOptions): Budgets {
  return {
    ...(maxStall === undefined ? {} : { maxStallMs: maxStall }),
    ...(maxP99 === undefined ? {} : { maxP99Ms: maxP99 }),
    ...(maxStalls === undefined ? {} : { maxStalls }),
  };
}
