/** An error that a person can mend: its message is all that is printed. */
export interface CliError extends Error {
  readonly exitCode: number;
}

/** Wrong usage, a broken configuration, or a failure of loopcheck's own. */
export const EXIT_USAGE = 2;

/** Tells an error of the catalogue from a bug. */
export function isCliError(error: unknown): error is CliError {
  return error instanceof Error && error.name === 'CliError';
}

function cliError(message: string): CliError {
  return Object.assign(new Error(message), { name: 'CliError', exitCode: EXIT_USAGE });
}

const maybe = (near: string | null, ask: (near: string) => string) => (near === null ? '' : ` ${ask(near)}`);
const didYouMean = (near: string | null) => maybe(near, (name) => `Did you mean ${name}?`);

/** Every complaint that the command line makes: what was wrong, with which value, and what to do. */
export const errors = {
  noTarget: () =>
    cliError('Nothing to run: give a script (loopcheck app.js), or a command after -- (loopcheck -- npm start).'),
  unknownOption: (option: string, command: string, near: string | null) =>
    cliError(`Unknown option ${option}.${didYouMean(near)} ${command} --help lists them all.`),
  missingValue: (option: string, example: string) => cliError(`${option} needs a value, as in ${option} ${example}.`),
  badArguments: (complaint: string) => cliError(`${complaint} See loopcheck --help.`),
  badTime: (option: string, value: string, range: string) =>
    cliError(`${option} got "${value}": give ${range} in ms, s or m, such as 50, 250ms, 1.5s or 2m.`),
  badCount: (option: string, value: string) => cliError(`${option} got "${value}": give a whole number, 0 or more.`),
  badShare: (option: string, value: string) =>
    cliError(`${option} got "${value}": give a share from 0 to 1, such as 0.25 or 25%.`),
  badChoice: (option: string, value: string, choices: readonly string[]) =>
    cliError(`${option} got "${value}": it is one of ${choices.join(', ')}.`),
  badAddress: (option: string, value: string) =>
    cliError(
      `${option} got "${value}": give an address such as http://localhost:4318, or otel; credentials go into OTEL_EXPORTER_OTLP_HEADERS.`,
    ),
  badPattern: (option: string, value: string) =>
    cliError(
      `${option} got "${value}", which is no regular expression, or one that matches everywhere: give one such as "/home/[^/]+".`,
    ),
  unknownFormat: (name: string, near: string | null, known: readonly string[]) =>
    cliError(`--format got "${name}", which is no format.${didYouMean(near)} There are: ${known.join(', ')}.`),
  emptyCommand: (option: string) => cliError(`${option} got an empty command: give one, as in "autocannon $PORT".`),
  quietAndVerbose: () => cliError('--quiet and --verbose contradict each other: leave one of them out.'),
  needsTypeScript: (script: string, version: string, isMarkup: boolean) =>
    cliError(
      `Node ${version} does not run ${script} by itself: add tsx to the project (npm install --save-dev tsx)` +
        `${isMarkup ? '.' : ', or use Node 22.18 or later.'}`,
    ),
  emptyPath: (option: string) => cliError(`${option} got an empty path: name a file.`),
  outputForMany: (names: readonly string[]) =>
    cliError(`--output takes one report, not ${names.join(' and ')}: give each its file, as in --format json=path.`),
  outputForNone: (output: string) =>
    cliError(`--output ${output} has nothing to write: each --format has its own file already. Leave one of them out.`),
  sameOutput: (path: string) => cliError(`Two reports would go to ${path}: give each its own file.`),
  oneFileForMany: (count: number) =>
    cliError(`One file cannot hold the reports of ${count} traces: run loopcheck report once for each.`),
  unwritableOutput: (path: string, why: string) =>
    cliError(`The report cannot be written to ${path} (${why}): choose a file in a folder that exists and is yours.`),
  failedOutput: (path: string, why: string) => cliError(`The report could not be written to ${path} (${why}).`),
  missingScript: (script: string, near: string | null) =>
    cliError(`There is no script ${script}.${didYouMean(near) || ' Check the path.'}`),
  folderWithoutEntry: (folder: string) =>
    cliError(`${folder} is a folder without an entry: name the script in it, or give its package.json a "main".`),
  unreadableScript: (script: string, why: string) =>
    cliError(`The script ${script} cannot be read (${why}): check its permissions.`),
  missingCommand: (command: string) =>
    cliError(`There is no command ${command}: check its spelling, and that it is in the PATH.`),
  unstartable: (command: string, why: string) => cliError(`${command} could not be started (${why}).`),
  unwritableTrace: (path: string, why: string) =>
    cliError(`The trace cannot be written to ${path} (${why}): choose another place with --trace.`),
  traceIsFile: (path: string) =>
    cliError(`--trace ${path} is a file: give a folder, or a file name that ends in .ndjson.`),
  traceIsForeign: (path: string) =>
    cliError(`--trace ${path} exists and is not a loopcheck trace, so it is left alone: choose another name.`),
  missingProbe: (path: string) =>
    cliError(`The probe is missing at ${path}: loopcheck was not built. Install it again, or run npm run build.`),
  badAllowList: (path: string, why: string) =>
    cliError(
      `--allow ${path} cannot be used: ${why}. An entry has id, file and reason, and may have function and expires.`,
    ),
  missingConfig: (path: string) =>
    cliError(`There is no configuration at ${path}: check the path, or leave --config out to have it found.`),
  badConfig: (file: string, complaint: string) => cliError(`The configuration ${file} cannot be used: ${complaint}.`),
  missingExtended: (file: string, name: string) =>
    cliError(
      `extends in ${file} names ${name}, which does not exist: give the path of a file, from the folder that ${file} is in.`,
    ),
  unknownConfigKind: (file: string, ending: string, known: readonly string[]) =>
    cliError(
      `The configuration ${file} is of a kind that loopcheck does not read (${ending}): write it as one of ${known.join(', ')}.`,
    ),
  unknownConfigKey: (file: string, key: string, near: string | null, known: readonly string[]) =>
    cliError(
      `The configuration ${file} has an unknown key ${key}.${didYouMean(near) || ` There are: ${known.join(', ')}.`}`,
    ),
  badConfigValue: (place: string, value: string, wanted: string) => cliError(`${place} got ${value}: give ${wanted}.`),
  untypedConfig: (file: string, version: string) =>
    cliError(`Node ${version} does not read ${file} by itself: write it as .mjs or .json, or use Node 22.18 or later.`),
  configExists: (file: string) =>
    cliError(`There is ${file} already, which is left as it is: delete it to start anew.`),
  noRunToStartFrom: (script: string | null, home: string) =>
    cliError(
      `There is no run${script === null ? '' : ` of ${script}`} in ${home} to take figures from, so nothing was written: ` +
        `run loopcheck ${script ?? 'app.js'} first.`,
    ),
  badWhere: (text: string, keys: readonly string[]) =>
    cliError(`--where got "${text}": give key=value, such as host=web-3. Keys are ${keys.join(', ')}.`),
  badSince: (text: string) =>
    cliError(`--since got "${text}": give a version such as 2.4.1, or a day such as 2026-11-25.`),
  needsDuckDb: (option: string) =>
    cliError(
      `${option} needs DuckDB: add it to the project (npm install --save-dev @duckdb/node-api), or leave ${option} out.`,
    ),
  nothingToTriage: () =>
    cliError(
      'Nothing to triage: give traces or folders of them; only --engine clickhouse has some from before to look at.',
    ),
  sqlWithoutTables: () =>
    cliError('--engine stream keeps no tables for --sql to ask: take duckdb or clickhouse, or leave --engine out.'),
  needsUrl: () => cliError('--engine clickhouse needs --url, as in --url http://localhost:8123.'),
  urlForNone: () => cliError('--url is where a ClickHouse is: add --engine clickhouse, or leave --url out.'),
  thresholdForNone: () =>
    cliError('--threshold holds while traces are read, and none are given: leave it out, or give traces.'),
  badUrl: (url: string) => cliError(`--url got "${url}": give an address such as http://localhost:8123.`),
  unreachableEngine: (place: string) =>
    cliError(`There is no answer from ${place}: check --url, and that ClickHouse is running.`),
  refusedLogin: (place: string) =>
    cliError(
      `ClickHouse at ${place} refuses this login: check the user and password in --url, or CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.`,
    ),
  notClickHouse: (place: string) =>
    cliError(
      `What answers at ${place} is not ClickHouse's HTTP interface: check --url, and its port (8123 as a rule).`,
    ),
  nothingLoaded: (place: string) =>
    cliError(`No traces were loaded into ClickHouse at ${place} yet: give some, or another database in --url.`),
  engineFailed: (engine: string, why: string) => cliError(`${engine} could not do its part: ${why}`),
  badSql: (why: string) => cliError(`--sql could not be answered: ${why}`),
  nothingToImport: () =>
    cliError('Nothing to import: give a capture, as in loopcheck import CPU.20260101.120000.1.0.001.cpuprofile.'),
  noExportFormat: () => cliError('Which format? Name it with --as, as in loopcheck export --as speedscope.'),
  unknownExport: (name: string, near: string | null, known: readonly string[]) =>
    cliError(`--as got "${name}", which is no format.${didYouMean(near)} There are: ${known.join(', ')}.`),
  exportForFolder: (name: string) =>
    cliError(`--as ${name} writes a folder, which can't go to stdout: name one with --output.`),
  exportExists: (path: string) =>
    cliError(`${path} exists and is not an export of loopcheck's to write over: choose another with --output.`),
  unwritableExport: (path: string, why: string) =>
    cliError(`The export cannot be written to ${path} (${why}): choose another place with --output.`),
  nothingToExport: (path: string) =>
    cliError(`The trace ${path} holds no process, so there is nothing to export: run the program again.`),
  missingDoctor: () =>
    cliError('Clinic Doctor is not installed: add it to the project (npm install --save-dev @clinic/doctor).'),
  noPath: () => cliError("One of the paths is empty: give a trace's file or folder."),
  noMatch: (pattern: string) => cliError(`Nothing matches ${pattern}: give a trace's file or folder.`),
  badReport: (path: string, why: string) =>
    cliError(
      `${path} cannot be compared: ${why}. Give a trace, a folder of runs, or a report made with --format json.`,
    ),
  incomparable: (differences: readonly { readonly before: string; readonly after: string }[]) =>
    cliError(
      `These runs cannot be compared: ${differences.map(({ before, after }) => `${before} against ${after}`).join(', ')}.` +
        ' Record them alike, or add --force.',
    ),
  badBaseline: (path: string, why: string) =>
    cliError(`--baseline ${path} cannot be used: ${why}. loopcheck baseline save writes one.`),
  unwritableBaseline: (path: string, why: string) =>
    cliError(`The baseline cannot be written to ${path} (${why}): choose another file with --output.`),
  noBaselineCommand: (word: string | null) =>
    cliError(`loopcheck baseline ${word === null ? 'needs a command' : `has no command ${word}`}: save is the one.`),
  configAndNone: () => cliError('--config and --no-config contradict each other: leave one of them out.'),
  aggregateWithoutRuns: (aggregate: string) =>
    cliError(
      `--aggregate ${aggregate} says how several runs are judged together, and there is one: add --runs, such as --runs 5.`,
    ),
  ratchetWithoutBaseline: () => cliError('--ratchet tightens a baseline: name it with --baseline.'),
  ratchetForMany: (count: number) =>
    cliError(`--ratchet cannot tell what is gone from ${count} traces one by one: give a single one.`),
  noAttachTarget: () =>
    cliError(
      'Attach to what? Give a pid, a port or a name, as in loopcheck attach 4242, attach :3000 or attach app.js.',
    ),
  badAttachTarget: (option: string, value: string) =>
    cliError(`${option} got "${value}": give a port from 1 to 65535, such as 3000.`),
  twoAttachTargets: (target: string) => cliError(`attach got both ${target} and --port: give one of them.`),
  cannotAttach: (sentence: string) => cliError(sentence),
  noRuns: () => cliError('--runs got 0: give the number of runs, 1 or more.'),
  oneTraceForMany: (path: string) =>
    cliError(`--trace ${path} is one file, and --runs makes a trace for each run: give a folder.`),
  unknownShell: (shell: string | null, known: readonly string[]) =>
    cliError(
      `${shell === null ? 'Which shell?' : `loopcheck completion got "${shell}".`} Name one of ${known.join(', ')}, as in loopcheck completion ${known[0]}.`,
    ),
  unknownFinding: (id: string, near: string | null) =>
    cliError(`There is no finding ${id}.${didYouMean(near)} loopcheck explain lists them all.`),
} as const;
