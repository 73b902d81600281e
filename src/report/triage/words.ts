import type { Answer, Change, DailyJob, OutlierHost } from '../../triage/answers.js';
import type { RankedCulprit } from '../../triage/ranking.js';
import type { Skip } from '../../triage/records.js';
import type { Triage } from '../../triage/triage.js';
import { duration, minute } from './figures.js';

/** A piece of a sentence; `isCode` for what comes from the traces. */
export interface Piece {
  readonly text: string;
  readonly isCode?: boolean;
}

export type Sentence = readonly Piece[];

const code = (text: string): Piece => ({ text, isCode: true });
const plain = (text: string): Piece => ({ text });

/** `render()` in views/table.ts:88, or the cause where no line is to blame. */
export function placeOf({ location, cause }: Pick<RankedCulprit, 'location' | 'cause'>): Sentence {
  if (location === null) return [code(cause.api ?? cause.kind), plain(' (no line to blame)')];
  const place = code(`${location.file}:${location.line}`);
  return location.function === '' ? [place] : [code(`${location.function}()`), plain(' in '), place];
}

/** `4.1×`, `12×`. */
function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio) : Math.round(ratio * 10) / 10}×`;
}

/** `p < 0.01`, `p < 0.001`: never more certain than a test of ranks can be. */
function certainty(p: number): string {
  return p < 0.001 ? 'p < 0.001' : 'p < 0.01';
}

function whichHosts({ hosts: { compared, changed } }: Change): Sentence {
  if (compared === 0) return [];
  const all = changed === compared;
  if (compared === 1) return all ? [plain('on the one host that can be compared, ')] : [];
  return [plain(all ? `on all ${compared} hosts, ` : `on ${changed} of ${compared} hosts, `)];
}

function changeSentence(change: Change, place: Sentence): Sentence {
  const { since, kind, ratio, beforeMsPerHour, afterMsPerHour, p } = change;
  const rates = `(${duration(beforeMsPerHour)} → ${duration(afterMsPerHour)} in an hour)`;
  const what =
    ratio === null
      ? 'blocks, and never did before'
      : afterMsPerHour === 0
        ? 'blocks no more'
        : kind === 'regression'
          ? `blocks ${times(ratio)} longer`
          : `blocks ${times(1 / ratio)} less`;
  return [
    plain('Since '),
    code(since.value),
    plain(', '),
    ...whichHosts(change),
    ...place,
    plain(` ${what} ${rates}; ${certainty(p)}.`),
  ];
}

function outlierSentence({ host, ratio, hostMsPerHour, othersMsPerHour, p }: OutlierHost, place: Sentence): Sentence {
  const rates = `(${duration(hostMsPerHour)} against ${duration(othersMsPerHour)} in an hour)`;
  const what = ratio === null ? 'blocks, and on no other host' : `blocks ${times(ratio)} longer than on the others`;
  return [plain('On '), code(host), plain(', '), ...place, plain(` ${what} ${rates}; ${certainty(p)}.`)];
}

function dailySentence({ hour, days, share, p }: DailyJob, place: Sentence): Sentence {
  const clock = (value: number) => `${String(value % 24).padStart(2, '0')}:00`;
  const when = `between ${clock(hour)} and ${clock(hour + 1)} UTC, on ${days} days`;
  return [
    plain('Each day, '),
    ...place,
    plain(` blocks ${when} (${Math.round(share * 100)} % of it); ${certainty(p)}.`),
  ];
}

function answerSentence(answer: Answer, culprit: RankedCulprit): Sentence {
  const place = placeOf(culprit);
  if (answer.kind === 'outlier-host') return outlierSentence(answer, place);
  return answer.kind === 'daily' ? dailySentence(answer, place) : changeSentence(answer, place);
}

/** The answers, one sentence each, with whether it is bad news. `nothing`: there is none. */
export function answerSentences({ answers, culprits }: Triage): readonly { answer: Answer; sentence: Sentence }[] {
  const byFingerprint = new Map(culprits.map((culprit) => [culprit.fingerprint, culprit]));
  return answers.flatMap((answer) => {
    const culprit = byFingerprint.get(answer.fingerprint);
    return culprit === undefined ? [] : [{ answer, sentence: answerSentence(answer, culprit) }];
  });
}

/** What is said where there is no answer: that nothing changed, or that nothing could be compared. */
export function noAnswer({ since, incomparable, culprits }: Triage): string {
  if (incomparable !== null) return `No comparison: ${incomparable}`;
  if (culprits.length === 0) return 'Nothing blocked the loop.';
  const at = since === null ? 'from any version or day on' : `since ${since.value}`;
  return `Nothing changed ${at} that chance does not explain (p < 0.01), and no host stands out.`;
}

/** What was read, in one line. */
export function fleetLine({ fleet }: Triage): string {
  const { runs, hosts, versions, startMs, endMs, recordedMs, blockedMs } = fleet;
  const parts = [count(runs, 'trace')];
  if (hosts.length > 0) parts.push(count(hosts.length, 'host'));
  if (versions.length > 0) parts.push(count(versions.length, 'version'));
  if (startMs !== null && endMs !== null) parts.push(`${minute(startMs)} to ${minute(endMs)} UTC`);
  return `${parts.join(', ')}; blocked for ${duration(blockedMs)} of ${duration(recordedMs)}`;
}

export function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

const SKIP_WORDS: Readonly<Record<Skip['kind'], string>> = {
  unreadable: 'unreadable',
  foreign: 'no loopcheck trace',
  newer: 'written by a newer loopcheck',
  empty: 'empty',
  duplicate: 'given twice',
  truncated: 'damaged, read in part',
  unsound: 'unsound',
};

/** What did not count, by kind: how many, and the first of them by name. */
export function skipGroups({ skips }: Triage): readonly { what: string; paths: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { kind, path } of skips) {
    const group = groups.get(SKIP_WORDS[kind]);
    if (group) group.push(path);
    else groups.set(SKIP_WORDS[kind], [path]);
  }
  return [...groups].map(([what, paths]) => ({ what, paths }));
}
