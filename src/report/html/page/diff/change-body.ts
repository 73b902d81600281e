import type { DiffPageData, PageChange } from '../../diff/page-data.js';
import type { PageDetail, PageStall } from '../../page-data.js';
import { codeView } from '../code-view.js';
import { explanationPart, part, stalledTime, where } from '../culprit-body.js';
import { type Child, h, prose } from '../dom.js';
import { placeLink } from '../editor.js';
import type { Side } from './loop-pairs.js';

function figuresTable({ before, after, p }: PageChange): Child {
  const rows: readonly (readonly [string, string, string])[] = [
    ['worst, of its own', before.words.own, after.words.own],
    ['worst, by the clock', before.words.clock, after.words.clock],
    ['stalls', before.words.stalls, after.words.stalls],
    ['in all', before.words.total, after.words.total],
  ];
  const head = ['figure', 'before', 'after'].map((text) => h('th', { scope: 'col' }, text));
  const body = rows.map(([name, was, is]) =>
    h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, was), h('td', {}, is)),
  );
  const table = h('table', { class: 'figures-table' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, body));
  return [
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Figures of both sides' }, table),
    p === '' ? null : h('p', { class: 'hint' }, `${p} that chance alone makes the sides differ as much`),
  ];
}

function detailView(detail: PageDetail, side: Side, data: DiffPageData, onShow: (stall: PageStall) => void): Child {
  const { run } = data[side];
  return [
    where(detail),
    detail.code === null ? null : codeView(detail.code, detail.at?.line ?? 0),
    detail.why === '' ? null : part('Evidence', h('p', {}, prose(detail.why))),
    run === null ? null : stalledTime(detail, run, onShow),
  ];
}

function sideView(change: PageChange, side: Side, data: DiffPageData, onShow: (stall: PageStall) => void): Child {
  const details = change[side].details.flatMap((index) => data[side].details[index] ?? []);
  const nothing = change[side].worstOwnMs === null ? 'It was not there.' : 'The run that is shown does not have it.';
  return h(
    'section',
    { class: `part one-side ${side}` },
    h(
      'h4',
      {},
      h('span', { class: `swatch ${side}`, 'aria-hidden': 'true' }),
      ` ${side === 'before' ? 'Before' : 'After'}`,
    ),
    details.length === 0
      ? h('p', { class: 'hint' }, nothing)
      : details.map((detail) => detailView(detail, side, data, onShow)),
  );
}

/** All that is known of one change: made when it is opened. What is there now comes first. */
export function changeBody(
  change: PageChange,
  data: DiffPageData,
  onShow: (side: Side, stall: PageStall) => void,
): Child {
  const now = change.after.details.flatMap((index) => data.after.details[index] ?? [])[0];
  const words = now ?? change.before.details.flatMap((index) => data.before.details[index] ?? [])[0];
  return [
    change.at === null ? null : h('p', {}, placeLink(change.at)),
    words === undefined ? null : h('p', {}, prose(words.message)),
    figuresTable(change),
    now === undefined || now.fix === '' ? null : part('Fix', h('p', { class: 'fix' }, prose(now.fix))),
    sideView(change, 'after', data, (stall) => onShow('after', stall)),
    sideView(change, 'before', data, (stall) => onShow('before', stall)),
    words === undefined ? null : explanationPart(words.findingId, data.pages),
  ];
}
