import type { Question } from '../aggregates.js';
import type { Condition, Dimension } from '../filter.js';
import type { Dialect } from './dialect.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No moment has it: a condition that nothing meets. */
const NEVER = '1 = 0';

/** The sums that a ranking takes, under names that are no column's. */
const SUMS =
  'sum(count) AS stall_count, sum(total_ms) AS all_ms, max(worst_ms) AS most_ms, ' +
  'sum(requests) AS request_count, count(DISTINCT run) AS run_count';

/** Where a dimension's value is found among the columns of `stallsThat`; a day is a number, a cause another table's. */
const EXPRESSIONS: Readonly<Record<Exclude<Dimension, 'cause'>, string>> = {
  host: 'host',
  version: 'version',
  node: 'node_version',
  app: 'app',
  day: `floor(start_ms / ${DAY_MS})`,
  route: 'route',
  package: 'package',
  fingerprint: 'fingerprint',
};

const OF_RUN: ReadonlySet<Dimension> = new Set(['host', 'version', 'node', 'app', 'day']);

/** Every question that a fleet's tables are asked, for each engine in its words. */
export function questionsOf(dialect: Dialect, { where, by }: Question) {
  const stalls = stallsThat(dialect, where);
  return {
    runs:
      'SELECT run, path, host, app, version, node_version, start_ms, end_ms, boot_ms ' +
      `FROM ${dialect.from('runs')} ORDER BY start_ms, run`,
    totals:
      `SELECT fingerprint, ${SUMS}, min(first_ms) AS began_ms, max(last_ms) AS ended_ms ` +
      `FROM ${stalls} GROUP BY fingerprint`,
    blocked: `SELECT fingerprint, run, sum(total_ms) AS all_ms FROM ${stalls} GROUP BY fingerprint, run`,
    hours:
      `SELECT fingerprint, floor(first_ms / ${HOUR_MS}) AS hour_number, sum(total_ms) AS all_ms, ` +
      'count(DISTINCT host) AS host_count, count(DISTINCT CASE WHEN host IS NULL THEN run END) AS stray_count ' +
      `FROM ${stalls} GROUP BY fingerprint, hour_number ORDER BY hour_number`,
    routes: `SELECT DISTINCT fingerprint, route FROM ${stalls} WHERE route IS NOT NULL`,
    packages: `SELECT DISTINCT fingerprint, package FROM ${stalls} WHERE package IS NOT NULL`,
    groups: by === null ? null : groups(dialect, stalls, by),
    culprits:
      'SELECT fingerprint, file, line, column_number, function, cause, api, worst_ms, path ' +
      `FROM ${dialect.from('culprits')}`,
    // Of a stack that another has replaced, deeper frames may be left.
    frames:
      'SELECT fingerprint, file, line, column_number, function, origin, package, share, is_async ' +
      `FROM ${dialect.from('frames')} ${dialect.join} ` +
      `(SELECT fingerprint, precedence FROM ${dialect.from('culprits')}) AS shown USING (fingerprint, precedence) ` +
      'ORDER BY fingerprint, depth',
  };
}

/** So many numbers make no question that is too long for an engine. */
const MOST_NUMBERS = 5000;

/** Which of these processes are there: one question, or several for very many. */
export function knownQuestions(processes: readonly number[]): readonly string[] {
  const questions: string[] = [];
  for (let from = 0; from < processes.length; from += MOST_NUMBERS) {
    const some = processes.slice(from, from + MOST_NUMBERS).join(', ');
    questions.push(`SELECT process FROM processes WHERE process IN (${some})`);
  }
  return questions;
}

/** The stalls that meet the conditions, with what their runs say. */
function stallsThat(dialect: Dialect, where: readonly Condition[]): string {
  const runs = `SELECT run, host, app, version, node_version, start_ms FROM ${dialect.from('runs')}`;
  const ofRuns = where.filter(({ key }) => OF_RUN.has(key));
  const ofStalls = where.filter(({ key }) => !OF_RUN.has(key));
  return (
    '(SELECT run, fingerprint, route, package, count, total_ms, worst_ms, requests, first_ms, last_ms, ' +
    `host, app, version, node_version, start_ms FROM ${dialect.from('stalls')} ${dialect.join} ` +
    `(${runs}${allOf(dialect, ofRuns)}) AS told USING (run)${allOf(dialect, ofStalls)}) AS chosen`
  );
}

function groups(dialect: Dialect, stalls: string, by: Dimension): string {
  const isCause = by === 'cause';
  const causes = `(SELECT fingerprint, cause FROM ${dialect.from('culprits')}) AS named`;
  const source = isCause ? `${stalls} ${dialect.join} ${causes} USING (fingerprint)` : stalls;
  return (
    `SELECT ${isCause ? 'cause' : EXPRESSIONS[by]} AS group_key, ${SUMS}, ` +
    `count(DISTINCT fingerprint) AS culprit_count FROM ${source} GROUP BY group_key`
  );
}

function allOf(dialect: Dialect, conditions: readonly Condition[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.map((one) => conditionOf(dialect, one)).join(' AND ')}`;
}

function conditionOf(dialect: Dialect, { key, value }: Condition): string {
  if (key === 'cause')
    return `fingerprint IN (SELECT fingerprint FROM ${dialect.from('culprits')} WHERE cause = ${dialect.text(value)})`;
  if (key !== 'day') return `${EXPRESSIONS[key]} = ${dialect.text(value)}`;
  const startMs = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(startMs) ? NEVER : `start_ms >= ${startMs} AND start_ms < ${startMs + DAY_MS}`;
}
