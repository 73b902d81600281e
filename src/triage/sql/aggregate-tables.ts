import type { CauseKind, StackFrame } from '../../analyze/diagnosis.js';
import {
  type Aggregates,
  type CulpritSums,
  type HourSums,
  type Question,
  sortSums,
  type Totals,
} from '../aggregates.js';
import { dayOf } from '../exposure.js';
import type { Dimension } from '../filter.js';
import type { CulpritRecord, RunRecord } from '../records.js';
import type { Dialect } from './dialect.js';
import { knownQuestions, questionsOf } from './questions.js';

const DAY_MS = 86_400_000;

type Field =
  | ('process' | 'run' | 'path' | 'host' | 'app' | 'version' | 'node_version' | 'start_ms' | 'end_ms' | 'boot_ms')
  | ('fingerprint' | 'cause' | 'api' | 'worst_ms' | 'file' | 'line' | 'column_number' | 'function')
  | ('origin' | 'package' | 'share' | 'is_async' | 'route')
  | ('all_ms' | 'stall_count' | 'most_ms' | 'request_count' | 'run_count' | 'began_ms' | 'ended_ms')
  | ('hour_number' | 'host_count' | 'stray_count' | 'group_key' | 'culprit_count');

/** A row of an answer, by the names of its columns. Whole numbers may come as texts or as `bigint`. */
export type AnswerRow = { readonly [field in Field]?: unknown };

/** Has an engine answer a question. */
export type Ask = (sql: string) => Promise<readonly AnswerRow[]>;

/** Has the tables say which of these processes they hold. */
export async function knownInTables(ask: Ask, processes: readonly number[]): Promise<ReadonlySet<number>> {
  const known = new Set<number>();
  for (const question of knownQuestions(processes)) {
    for (const { process } of await ask(question)) known.add(number(process));
  }
  return known;
}

/** Has the tables take the sums, and puts them together. */
export async function aggregateTables(ask: Ask, dialect: Dialect, question: Question): Promise<Aggregates> {
  const questions = questionsOf(dialect, question);
  const runs = (await ask(questions.runs)).map(runOf);
  const examples = examplesOf(await ask(questions.culprits), await ask(questions.frames));
  const blockedMs = byFingerprint(
    await ask(questions.blocked),
    (row) => [number(row.run), number(row.all_ms)] as const,
  );
  const hours = byFingerprint(await ask(questions.hours), hourOf);
  const routes = byFingerprint(await ask(questions.routes), ({ route }) => String(route));
  const packages = byFingerprint(await ask(questions.packages), (row) => String(row.package));
  const culprits = (await ask(questions.totals)).flatMap((row): CulpritSums[] => {
    const fingerprint = String(row.fingerprint);
    const culprit = examples.get(fingerprint);
    if (culprit === undefined) return [];
    return [
      {
        culprit,
        ...totalsOf(row),
        firstMs: number(row.began_ms),
        lastMs: number(row.ended_ms),
        routes: [...(routes.get(fingerprint) ?? [])].sort(),
        packages: [...(packages.get(fingerprint) ?? [])].sort(),
        blockedMs: new Map(blockedMs.get(fingerprint)),
        hours: hours.get(fingerprint) ?? [],
      },
    ];
  });
  const { by } = question;
  const groups = questions.groups === null || by === null ? [] : (await ask(questions.groups)).map(groupOf(by));
  return { runs, culprits: sortSums(culprits), groups };
}

function runOf(row: AnswerRow): RunRecord {
  return {
    run: number(row.run),
    path: String(row.path),
    host: text(row.host),
    app: text(row.app),
    version: text(row.version),
    nodeVersion: String(row.node_version),
    startMs: number(row.start_ms),
    endMs: number(row.end_ms),
    bootMs: row.boot_ms === null ? Number.NaN : number(row.boot_ms),
  };
}

function examplesOf(rows: readonly AnswerRow[], frames: readonly AnswerRow[]): ReadonlyMap<string, CulpritRecord> {
  const stacks = byFingerprint(frames, frameOf);
  const culprits = rows.map((row): CulpritRecord => {
    const fingerprint = String(row.fingerprint);
    return {
      fingerprint,
      location: row.file === null ? null : placeOf(row),
      cause: { kind: row.cause as CauseKind, api: text(row.api) },
      stack: stacks.get(fingerprint) ?? [],
      worstMs: number(row.worst_ms),
      path: String(row.path),
    };
  });
  return new Map(culprits.map((one) => [one.fingerprint, one]));
}

function placeOf(row: AnswerRow) {
  return {
    file: String(row.file),
    line: number(row.line),
    column: number(row.column_number),
    function: String(row.function),
  };
}

function frameOf(row: AnswerRow): StackFrame {
  return {
    ...placeOf(row),
    share: number(row.share),
    ...(row.is_async === null ? {} : { async: number(row.is_async) === 1 }),
    origin: row.origin as StackFrame['origin'],
    package: text(row.package),
  };
}

function hourOf(row: AnswerRow): HourSums {
  const places = number(row.host_count) + number(row.stray_count);
  return { hour: number(row.hour_number), totalMs: number(row.all_ms), places };
}

function groupOf(by: Dimension) {
  return (row: AnswerRow) => {
    const key =
      row.group_key === null ? null : by === 'day' ? dayOf(number(row.group_key) * DAY_MS) : text(row.group_key);
    return { key, ...totalsOf(row), culprits: number(row.culprit_count) };
  };
}

function totalsOf(row: AnswerRow): Totals {
  return {
    count: number(row.stall_count),
    totalMs: number(row.all_ms),
    worstMs: number(row.most_ms),
    requests: row.request_count === null ? null : number(row.request_count),
    runs: number(row.run_count),
  };
}

function byFingerprint<T>(rows: readonly AnswerRow[], take: (row: AnswerRow) => T): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const fingerprint = String(row.fingerprint);
    const group = groups.get(fingerprint);
    if (group) group.push(take(row));
    else groups.set(fingerprint, [take(row)]);
  }
  return groups;
}

function number(value: unknown): number {
  return Number(value);
}

function text(value: unknown): string | null {
  return value === null ? null : String(value);
}
