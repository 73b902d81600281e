import type { CauseKind } from '../../../analyze/diagnosis.js';
import { formatCount, formatMs, formatShare, plural } from '../../../gate/figures.js';
import type { PageCulprit, PageData, PageStall } from '../page-data.js';
import { CAUSES, causeChip } from './causes.js';
import { culpritBody } from './culprit-body.js';
import { choice, h } from './dom.js';
import { inPieces } from './more.js';
import { ORDERS, pick } from './order.js';

/** Shown at a time. */
const STEP = 50;

/** The list of culprits, as the rest of the page deals with it. */
export interface Culprits {
  /** Opens the culprit that a stall belongs to and goes there. */
  readonly open: (stallId: number) => void;
  /** Where a stall's way to the timeline leads. */
  readonly onShowStall: (show: (stall: PageStall) => void) => void;
}

function summaryOf({ title, at, kind, api, totalMs, share, count, excuse, severity }: PageCulprit): HTMLElement {
  return h(
    'summary',
    {},
    h('h3', { class: 'culprit-title' }, title),
    h('span', { class: 'culprit-place' }, at === null ? 'no line of your code' : h('code', {}, at.place)),
    causeChip(kind, api),
    h('span', { class: `badge ${excuse === '' ? severity : 'neutral'}` }, excuse === '' ? severity : excuse),
    h('span', { class: 'culprit-figures' }, `${formatMs(totalMs)} · ${formatShare(share)} · ${plural(count, 'stall')}`),
  );
}

/** Puts the sortable, filterable list of culprits in its place. */
export function mountCulprits(place: HTMLElement, data: PageData): Culprits {
  const { culprits } = data;
  if (culprits.length === 0) {
    place.replaceChildren(h('p', { class: 'hint' }, 'The loop never stood still for long enough.'));
    return { open: () => {}, onShowStall: () => {} };
  }
  let showStall: (stall: PageStall) => void = () => {};
  const views = new Map<PageCulprit, HTMLDetailsElement>();
  const viewOf = (culprit: PageCulprit): HTMLDetailsElement => {
    const known = views.get(culprit);
    if (known !== undefined) return known;
    const body = h('div', { class: 'culprit-body' });
    const view = h(
      'details',
      { class: `culprit card ${culprit.guilty ? culprit.severity : 'excused'}` },
      summaryOf(culprit),
      body,
    );
    view.addEventListener('toggle', () => {
      if (view.open && body.firstChild === null) {
        body.append(
          h(
            'div',
            {},
            culpritBody(culprit, data, (stall) => showStall(stall)),
          ),
        );
      }
    });
    views.set(culprit, view);
    return view;
  };

  const list = h('div', { class: 'culprit-list' });
  const told = h('p', { class: 'hint', role: 'status' });
  const foot = h('div', {});
  let wanted = { words: '', kind: '', order: 'total' };
  const want = (change: Partial<typeof wanted>) => {
    wanted = { ...wanted, ...change };
    const found = pick(culprits, wanted);
    list.replaceChildren();
    foot.replaceChildren(inPieces(list, found, STEP, viewOf));
    told.textContent = `${found.length === culprits.length ? '' : `${formatCount(found.length)} of `}${plural(culprits.length, 'culprit')}`;
  };

  const search = h('input', { type: 'search', placeholder: 'file, function, route …' });
  search.addEventListener('input', () => want({ words: search.value }));
  const kinds = [...new Set(culprits.map(({ kind }) => kind))];
  const byKind = choice(
    'Cause',
    [['', 'any'], ...kinds.map((kind: CauseKind) => [kind, CAUSES[kind]] as const)],
    (kind) => want({ kind }),
  );
  const orders = Object.entries(ORDERS).map(([id, { name }]) => [id, name] as const);
  const sort = choice('Sort by', orders, (order) => want({ order }));
  const filters = h(
    'div',
    { class: 'filters', role: 'search' },
    h('label', { class: 'field' }, h('span', {}, 'Find'), search),
    byKind.field,
    sort.field,
  );
  place.replaceChildren(filters, told, list, foot);
  want({});

  return {
    open: (stallId) => {
      const culprit = culprits.find(({ stallIds }) => stallIds.includes(stallId));
      if (culprit === undefined) return;
      const view = viewOf(culprit);
      if (!view.isConnected) list.append(view);
      view.open = true;
      view.scrollIntoView({ block: 'start' });
      view.querySelector('summary')?.focus({ preventScroll: true });
    },
    onShowStall: (show) => {
      showStall = show;
    },
  };
}
