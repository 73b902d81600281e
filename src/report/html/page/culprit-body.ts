import { formatMs, plural, times } from '../../../gate/figures.js';
import type { PageCulprit, PageData, PageDetail, PageExplanations, PageRun, PageStall } from '../page-data.js';
import { codeView } from './code-view.js';
import { copyButton } from './copy.js';
import { type Child, h, prose } from './dom.js';
import { placeLink } from './editor.js';
import { explanation } from './explanation.js';
import { flameView } from './flame-view.js';
import { stallTable } from './stall-table.js';
import { culpritTicket } from './ticket.js';

/** A part of what is known, under its name. */
export function part(title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { class: 'part' }, h('h4', {}, title), children);
}

/** The blamed line, and what it called. */
export function where({ at, package: label }: Pick<PageDetail, 'at' | 'package'>): Child {
  if (at === null) return h('p', {}, 'No line of your code was seen on the stack.');
  return h(
    'p',
    {},
    placeLink(at),
    at.function === '' ? null : [' in ', h('code', {}, at.function)],
    label === null ? null : [', through ', h('code', {}, label)],
  );
}

/** What the loop was serving. */
export function triggersTable({ triggers }: Pick<PageDetail, 'triggers'>): Child {
  if (triggers.length === 0) return null;
  const heads = ['what the loop was serving', 'times', 'total', 'median', 'worst'];
  const rows = triggers.map(({ label, count, totalMs, medianMs, maxMs }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, label),
      [times(count), formatMs(totalMs), formatMs(medianMs), formatMs(maxMs)].map((text) => h('td', {}, text)),
    ),
  );
  const head = h(
    'thead',
    {},
    h(
      'tr',
      {},
      heads.map((text) => h('th', { scope: 'col' }, text)),
    ),
  );
  const table = h('table', {}, head, h('tbody', {}, rows));
  return part('Triggers', h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Triggers' }, table));
}

function gain({ gains }: PageCulprit): Child {
  if (gains.length === 0) return null;
  const items = gains.map(([name, before, after]) => h('li', {}, `${name} ${before} → ${after}`));
  return part('What the fix would buy', h('ul', { class: 'gains' }, items));
}

/** Where the time of a culprit's stalls went, and each of them: the flame graph, the routes, the table. */
export function stalledTime(detail: PageDetail, run: PageRun, onShow: (stall: PageStall) => void): Child {
  const ids = new Set(detail.stallIds);
  const stalls = run.stalls.filter(({ id }) => ids.has(id));
  const flame = flameView(run);
  flame.show(stalls, `${plural(stalls.length, 'stall')} merged, ${formatMs(detail.totalMs)}`);
  const onStack = (stall: PageStall) => {
    flame.show([stall], `The stall at ${formatMs(stall.startMs)}, ${formatMs(stall.durationMs)}`);
    flame.element.scrollIntoView({ block: 'nearest' });
  };
  return [
    part('Where the stalled time went', flame.element),
    triggersTable(detail),
    part('Stalls', stallTable(stalls, onStack, onShow)),
  ];
}

/** The page of docs/findings about it, closed. */
export function explanationPart(findingId: string, pages: PageExplanations): Child {
  const page = pages[findingId];
  if (page === undefined) return null;
  return h(
    'details',
    { class: 'explanation' },
    h('summary', {}, 'What this means, and how it is measured'),
    explanation(page),
  );
}

/** All that is known of one culprit: made when it is opened. */
export function culpritBody(culprit: PageCulprit, data: PageData, onShow: (stall: PageStall) => void): Child {
  return [
    where(culprit),
    culprit.roast === '' ? null : h('p', { class: 'roast' }, prose(culprit.roast)),
    h('p', {}, prose(culprit.message)),
    culprit.code === null ? null : codeView(culprit.code, culprit.at?.line ?? 0),
    culprit.why === '' ? null : part('Evidence', h('p', {}, prose(culprit.why))),
    culprit.fix === '' ? null : part('Fix', h('p', { class: 'fix' }, prose(culprit.fix))),
    gain(culprit),
    culprit.besides.map(({ title, message }) => part(title, h('p', {}, prose(message)))),
    stalledTime(culprit, data, onShow),
    explanationPart(culprit.findingId, data.pages),
    h(
      'p',
      { class: 'actions' },
      copyButton('Copy this culprit as Markdown', () => culpritTicket(culprit)),
    ),
  ];
}
