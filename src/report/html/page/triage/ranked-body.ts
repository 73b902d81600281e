import { formatCount, formatShare } from '../../../../gate/figures.js';
import { duration, minute } from '../../../triage/figures.js';
import type { TriageCulprit, TriageExample } from '../../triage/page-data.js';
import { part } from '../culprit-body.js';
import { type Child, h } from '../dom.js';
import { sentenceView } from './ranking.js';
import { trendView } from './trend.js';

const TREND_PX = 90;
/** Names of a list that are shown at once. */
const MOST_NAMES = 30;

type Span = { readonly startMs: number; readonly endMs: number } | null;

function names(title: string, values: readonly string[]): Child {
  if (values.length === 0) return null;
  const item = (value: string) => h('li', {}, h('code', {}, value));
  const left = values.slice(MOST_NAMES);
  return part(
    title,
    h('ul', { class: 'names' }, values.slice(0, MOST_NAMES).map(item)),
    left.length === 0
      ? null
      : h(
          'details',
          {},
          h('summary', {}, `and ${formatCount(left.length)} more`),
          h('ul', { class: 'names' }, left.map(item)),
        ),
  );
}

function trend({ trendMs }: TriageCulprit, span: Span): Child {
  if (span === null || trendMs.length === 0) return null;
  return part(
    'Blocked over time',
    h('div', { class: 'trend-large' }, trendView(trendMs, TREND_PX, span)),
    h(
      'p',
      { class: 'hint trend-ends' },
      h('span', {}, `${minute(span.startMs)} UTC`),
      h('span', {}, `${minute(span.endMs)} UTC`),
    ),
  );
}

function figures(culprit: TriageCulprit): Child {
  const { totalMs, count, worstMs, requests, runs, firstMs, lastMs, share } = culprit;
  const facts: readonly (readonly [string, string])[] = [
    ['Blocked', `${duration(totalMs)} (${formatShare(share)})`],
    ['Stalls', formatCount(count)],
    ['Worst', duration(worstMs)],
    ['Requests delayed', requests === null ? 'unknown' : formatCount(requests)],
    ['Traces', formatCount(runs)],
    ['Seen (UTC)', `${minute(firstMs)} to ${minute(lastMs)}`],
  ];
  return h(
    'dl',
    { class: 'facts' },
    facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

function exampleView({ durationMs, trace, stack }: TriageExample): Child {
  const rows = stack.map(({ function: name, place, origin, share }) =>
    h(
      'tr',
      { class: `frame-${origin}` },
      h('th', { scope: 'row' }, h('code', {}, name === '' ? '(anonymous)' : name)),
      h('td', {}, h('code', {}, place)),
      h('td', {}, formatShare(share)),
    ),
  );
  const heads = ['function, innermost first', 'place', 'of the stall'].map((text) => h('th', { scope: 'col' }, text));
  const table = h('table', {}, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, rows));
  return part(
    'The stack of its worst stall',
    stack.length === 0
      ? h('p', { class: 'hint' }, 'No stack was seen.')
      : h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Stack' }, table),
    h('p', { class: 'hint' }, `${duration(durationMs)}, in `, h('code', {}, trace)),
  );
}

/** All that is known of one culprit: made when it is opened. */
export function rankedBody(culprit: TriageCulprit, span: Span): Child {
  const { answers, hosts, versions, nodeVersions, routes, packages, example } = culprit;
  return [
    answers.length === 0
      ? null
      : h(
          'ul',
          {},
          answers.map(({ sentence }) => h('li', {}, sentenceView(sentence))),
        ),
    figures(culprit),
    trend(culprit, span),
    h(
      'div',
      { class: 'name-lists' },
      names('Hosts', hosts),
      names('Versions', versions),
      names('Node', nodeVersions),
      names('Routes', routes),
      names('Packages', packages),
    ),
    example === null ? null : exampleView(example),
  ];
}
