import { type Command, Option } from 'commander';
import { type Condition, DIMENSIONS, type Dimension } from '../triage/filter.js';
import type { Order } from '../triage/ranking.js';
import { wellFormed } from '../triage/read/well-formed.js';
import { errors } from './errors.js';
import type { Detail, FormatRequest } from './invocation.js';
import { detailOf, openOption, parseChoice, parseFormat, parsePath, valued } from './options.js';
import { parseTime } from './units.js';

/** What shapes a triage. */
export interface TriageRequest {
  readonly formats: readonly FormatRequest[];
  readonly output: string | null;
  /** Show the page in the browser. */
  readonly open: boolean;
  readonly detail: Detail;
  readonly thresholdMs: number | null;
  readonly by: Dimension | null;
  readonly where: readonly Condition[];
  /** A version or a date, as given. */
  readonly since: string | null;
  readonly order: Order;
  /** A question of the user's own. */
  readonly sql: string | null;
  /** Null: whichever suits how much there is to read. */
  readonly engine: Engine | null;
  /** Where the engine is, for those that are elsewhere. */
  readonly url: string | null;
}

/** What keeps the records and takes the sums. */
export type Engine = 'stream' | 'duckdb' | 'clickhouse';

interface Parsed {
  readonly format?: readonly FormatRequest[];
  readonly output?: string;
  readonly open?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly threshold?: number;
  readonly by?: Dimension;
  readonly where?: readonly Condition[];
  readonly since?: string;
  readonly order?: Order;
  readonly sql?: string;
  readonly engine?: Engine;
  readonly url?: string;
}

export const ORDERS: readonly Order[] = ['time', 'requests'];
export const ENGINES: readonly Engine[] = ['stream', 'duckdb', 'clickhouse'];

/** The options of `loopcheck triage`. */
export function addTriageOptions(command: Command): Command {
  return command
    .addOption(
      valued('--threshold <ms>', 'a pause at least this long is a stall (default: as recorded)', (value) =>
        parseTime('--threshold', value, { zero: false }),
      ),
    )
    .addOption(
      valued(
        '--format <name>',
        'terminal, json, markdown or html; may be repeated, json=path names the file',
        (value, before) => [...((before as FormatRequest[] | undefined) ?? []), parseFormat(value)],
      ),
    )
    .addOption(valued('--output <path>', 'where the report goes; - is stdout', (value) => parsePath('--output', value)))
    .addOption(openOption())
    .addOption(
      valued('--by <dimension>', `sum up by ${DIMENSIONS.join(', ')}`, (value) =>
        parseChoice('--by', value, DIMENSIONS),
      ),
    )
    .addOption(
      valued('--where <key=value>', 'only this host, version, route, …; may be repeated', (value, before) => [
        ...((before as Condition[] | undefined) ?? []),
        parseCondition(value),
      ]),
    )
    .addOption(
      valued('--since <version|date>', 'what changed with this version or from this day on (UTC)', (value) => {
        if (value.trim() === '') throw errors.badSince(value);
        return value;
      }),
    )
    .addOption(
      valued('--order <order>', 'rank by time or by requests (default: time)', (value) =>
        parseChoice('--order', value, ORDERS),
      ),
    )
    .addOption(
      valued('--sql <question>', 'ask the tables runs, stalls, culprits and frames', (value) => {
        if (value.trim() === '') throw errors.badSql('there is no question in it.');
        return value;
      }),
    )
    .addOption(
      valued('--engine <name>', 'stream, duckdb or clickhouse (default: by how much there is to read)', (value) =>
        parseChoice('--engine', value, ENGINES),
      ),
    )
    .addOption(valued('--url <url>', 'of a ClickHouse: http://host:8123/?database=loopcheck', (value) => value))
    .addOption(new Option('--quiet', 'the answers alone'))
    .addOption(new Option('--verbose', 'show every culprit, with its stack'));
}

/** What was parsed, with nothing left undefined. */
export function triageRequest(parsed: Parsed): TriageRequest {
  return {
    formats: parsed.format ?? [],
    output: parsed.output ?? null,
    open: parsed.open ?? false,
    detail: detailOf(parsed),
    thresholdMs: parsed.threshold ?? null,
    by: parsed.by ?? null,
    where: parsed.where ?? [],
    since: parsed.since ?? null,
    order: parsed.order ?? 'time',
    sql: parsed.sql ?? null,
    engine: parsed.engine ?? null,
    url: parsed.url ?? null,
  };
}

function parseCondition(text: string): Condition {
  const equals = text.indexOf('=');
  const key = DIMENSIONS.find((one) => one === text.slice(0, equals));
  if (equals < 1 || key === undefined || equals === text.length - 1) throw errors.badWhere(text, DIMENSIONS);
  // As the records have it.
  return { key, value: wellFormed(text.slice(equals + 1)) };
}
