import { formatCount, formatShare, plural } from '../../../../gate/figures.js';
import { duration } from '../../../triage/figures.js';
import type { TriageCulprit, TriagePageData, TriageSentence } from '../../triage/page-data.js';
import { causeChip, causeName } from '../causes.js';
import { type Child, h } from '../dom.js';
import { type ListFilter, mountList } from '../list.js';
import { rankedBody } from './ranked-body.js';
import { RANKED_ORDERS, textOf } from './ranked-order.js';
import { trendView } from './trend.js';

const TREND_PX = 24;

/** A sentence with what comes from traces as code. */
export function sentenceView(sentence: TriageSentence): Child {
  return sentence.map(({ text, isCode }) => (isCode === true ? h('code', {}, text) : text));
}

function summaryOf({
  rank,
  place,
  kind,
  api,
  totalMs,
  share,
  count,
  requests,
  hosts,
  trendMs,
  answers,
}: TriageCulprit): Child {
  const isBad = answers.some((answer) => answer.kind === 'regression' || answer.kind === 'outlier-host');
  const waited = requests === null || requests === 0 ? '' : ` · ${plural(requests, 'request')}`;
  const where = hosts.length === 0 ? '' : ` · ${plural(hosts.length, 'host')}`;
  return [
    h('span', { class: 'rank' }, `${formatCount(rank)}.`),
    h('h3', { class: 'culprit-title' }, sentenceView(place)),
    causeChip(kind, api),
    answers.length === 0
      ? null
      : h('span', { class: `badge ${isBad ? 'bad' : 'unsure'}` }, plural(answers.length, 'answer')),
    h(
      'span',
      { class: 'culprit-figures' },
      `${duration(totalMs)} · ${formatShare(share)} · ${plural(count, 'stall')}${waited}${where}`,
    ),
    h('span', { class: 'trend-place' }, trendView(trendMs, TREND_PX, null)),
  ];
}

/** A choice among the values that culprits have. */
function among(
  label: string,
  culprits: readonly TriageCulprit[],
  valuesOf: (culprit: TriageCulprit) => readonly string[],
  nameOf: (value: string) => string = (value) => value,
): ListFilter<TriageCulprit> {
  const values = [...new Set(culprits.flatMap(valuesOf))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return {
    label,
    options: values.map((value) => [value, nameOf(value)] as const),
    fits: (culprit, value) => value === '' || valuesOf(culprit).includes(value),
  };
}

/** Puts the ranking in its place. */
export function mountRanking(place: HTMLElement, data: TriagePageData): void {
  const { culprits, startMs, endMs } = data;
  const span = startMs === null || endMs === null ? null : { startMs, endMs };
  mountList(place, {
    items: culprits,
    noun: 'culprit',
    empty: 'Nothing blocked the loop.',
    hint: 'file, function, route, host …',
    text: textOf,
    filters: [
      among('Cause', culprits, ({ kind }) => [kind], causeName),
      among('Host', culprits, ({ hosts }) => hosts),
      among('Version', culprits, ({ versions }) => versions),
      among('Route', culprits, ({ routes }) => routes),
    ],
    orders: RANKED_ORDERS,
    className: ({ answers }) =>
      answers.some(({ kind }) => kind === 'regression' || kind === 'outlier-host') ? 'bad' : 'neutral',
    summary: summaryOf,
    body: (culprit) => rankedBody(culprit, span),
  });
}
