import { type Command, Option } from 'commander';
import { type Condition, DIMENSIONS, type Dimension } from '../triage/filter.js';
import type { Order } from '../triage/ranking.js';
import { errors } from './errors.js';
import type { Detail, FormatRequest } from './invocation.js';
import { detailOf, parseChoice, parseFormat, parsePath, valued } from './options.js';
import { parseTime } from './units.js';

/** What shapes a triage. */
export interface TriageRequest {
  readonly formats: readonly FormatRequest[];
  readonly output: string | null;
  readonly detail: Detail;
  readonly thresholdMs: number | null;
  readonly by: Dimension | null;
  readonly where: readonly Condition[];
  /** A version or a date, as given. */
  readonly since: string | null;
  readonly order: Order;
  /** A question of the user's own. */
  readonly sql: string | null;
}

interface Parsed {
  readonly format?: readonly FormatRequest[];
  readonly output?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly threshold?: number;
  readonly by?: Dimension;
  readonly where?: readonly Condition[];
  readonly since?: string;
  readonly order?: Order;
  readonly sql?: string;
}

export const ORDERS: readonly Order[] = ['time', 'requests'];

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
        'terminal, json or markdown; may be repeated, json=path names the file',
        (value, before) => [...((before as FormatRequest[] | undefined) ?? []), parseFormat(value)],
      ),
    )
    .addOption(valued('--output <path>', 'where the report goes; - is stdout', (value) => parsePath('--output', value)))
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
    .addOption(valued('--sql <question>', 'ask the tables runs, stalls, culprits and frames', (value) => value))
    .addOption(new Option('--quiet', 'the answers alone'))
    .addOption(new Option('--verbose', 'show every culprit, with its stack'));
}

/** What was parsed, with nothing left undefined. */
export function triageRequest(parsed: Parsed): TriageRequest {
  return {
    formats: parsed.format ?? [],
    output: parsed.output ?? null,
    detail: detailOf(parsed),
    thresholdMs: parsed.threshold ?? null,
    by: parsed.by ?? null,
    where: parsed.where ?? [],
    since: parsed.since ?? null,
    order: parsed.order ?? 'time',
    sql: parsed.sql ?? null,
  };
}

function parseCondition(text: string): Condition {
  const equals = text.indexOf('=');
  const key = DIMENSIONS.find((one) => one === text.slice(0, equals));
  if (equals < 1 || key === undefined) throw errors.badWhere(text, DIMENSIONS);
  return { key, value: text.slice(equals + 1) };
}
