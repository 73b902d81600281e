import { formatMs, formatShare, plural } from '../../../gate/figures.js';
import type { PageCulprit, PageData, PageStall } from '../page-data.js';
import { causeChip, causeName } from './causes.js';
import { culpritBody } from './culprit-body.js';
import { ORDERS, textOf } from './culprit-order.js';
import { type Child, h } from './dom.js';
import { mountList } from './list.js';

/** The list of culprits, as the rest of the page deals with it. */
export interface Culprits {
  /** Opens the culprit that a stall belongs to and goes there. */
  readonly open: (stallId: number) => void;
  /** Where a stall's way to the timeline leads. */
  readonly onShowStall: (show: (stall: PageStall) => void) => void;
}

function summaryOf({ title, at, kind, api, totalMs, share, count, excuse, severity }: PageCulprit): Child {
  return [
    h('h3', { class: 'culprit-title' }, title),
    h('span', { class: 'culprit-place' }, at === null ? 'no line of your code' : h('code', {}, at.place)),
    causeChip(kind, api),
    h('span', { class: `badge ${excuse === '' ? severity : 'neutral'}` }, excuse === '' ? severity : excuse),
    h('span', { class: 'culprit-figures' }, `${formatMs(totalMs)} · ${formatShare(share)} · ${plural(count, 'stall')}`),
  ];
}

/** Puts the culprits in their place. */
export function mountCulprits(place: HTMLElement, data: PageData): Culprits {
  const { culprits } = data;
  let showStall: (stall: PageStall) => void = () => {};
  const kinds = [...new Set(culprits.map(({ kind }) => kind))];
  const list = mountList(place, {
    items: culprits,
    noun: 'culprit',
    empty: 'The loop never stood still for long enough.',
    hint: 'file, function, route …',
    text: textOf,
    filters: [
      {
        label: 'Cause',
        options: kinds.map((kind) => [kind, causeName(kind)] as const),
        fits: ({ kind }, value) => value === '' || kind === value,
      },
    ],
    orders: ORDERS,
    className: ({ guilty, severity }) => (guilty ? severity : 'excused'),
    summary: summaryOf,
    body: (culprit) => culpritBody(culprit, data, (stall) => showStall(stall)),
  });
  return {
    open: (stallId) => {
      const culprit = culprits.find(({ stallIds }) => stallIds.includes(stallId));
      if (culprit !== undefined) list.open(culprit);
    },
    onShowStall: (show) => {
      showStall = show;
    },
  };
}
