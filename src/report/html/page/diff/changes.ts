import type { DiffPageData, PageChange } from '../../diff/page-data.js';
import { STATUS_TONES, STATUSES } from '../../diff/statuses.js';
import type { PageStall } from '../../page-data.js';
import { causeChip, causeName } from '../causes.js';
import { type Child, h } from '../dom.js';
import { mountList } from '../list.js';
import { byText, type Order } from '../order.js';
import { changeBody } from './change-body.js';
import type { Side } from './loop-pairs.js';

/** The list of changes, as the rest of the page deals with it. */
export interface Changes {
  /** Opens the change that a stall of a side belongs to. */
  readonly open: (side: Side, stallId: number) => void;
  /** Where a stall's way to the timeline leads. */
  readonly onShowStall: (show: (side: Side, stall: PageStall) => void) => void;
}

function longest({ before, after }: PageChange): number {
  return Math.max(before.worstOwnMs ?? 0, after.worstOwnMs ?? 0);
}

function growth({ before, after }: PageChange): number {
  return (after.worstOwnMs ?? 0) - (before.worstOwnMs ?? 0);
}

/** How changes can be sorted. */
const ORDERS: readonly Order<PageChange>[] = [
  { name: 'bad news first', by: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) },
  { name: 'growth', by: (a, b) => growth(b) - growth(a) },
  { name: 'longest stall', by: (a, b) => longest(b) - longest(a) },
  { name: 'place in the code', by: (a, b) => byText(a.at?.place ?? '', b.at?.place ?? '') },
];

function summaryOf({ status, at, kind, api, before, after, p }: PageChange): Child {
  const figures = `${before.words.own} → ${after.words.own}${p === '' ? '' : ` · ${p}`}`;
  return [
    h('span', { class: `badge ${STATUS_TONES[status]}` }, status),
    h(
      'h3',
      { class: 'culprit-title' },
      at === null ? 'no line of your code' : h('code', {}, at.place),
      at === null || at.function === '' ? null : [' in ', h('code', {}, at.function)],
    ),
    causeChip(kind, api),
    h('span', { class: 'culprit-figures' }, figures),
  ];
}

/** Puts the changes in their place. */
export function mountChanges(place: HTMLElement, data: DiffPageData): Changes {
  const { changes } = data;
  let showStall: (side: Side, stall: PageStall) => void = () => {};
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  const statuses = STATUSES.filter((status) => changes.some((change) => change.status === status));
  const list = mountList(place, {
    items: changes,
    noun: 'culprit',
    empty: 'Neither side has a culprit.',
    hint: 'file, function, call …',
    text: ({ status, at, kind, api }) => [status, at?.place ?? '', at?.function ?? '', kind, api ?? ''].join('\n'),
    filters: [
      {
        label: 'Change',
        options: statuses.map((status) => [status, status] as const),
        fits: ({ status }, value) => value === '' || status === value,
      },
      {
        label: 'Cause',
        options: kinds.map((kind) => [kind, causeName(kind)] as const),
        fits: ({ kind }, value) => value === '' || kind === value,
      },
    ],
    orders: ORDERS,
    className: ({ status }) => STATUS_TONES[status],
    summary: summaryOf,
    body: (change) => changeBody(change, data, (side, stall) => showStall(side, stall)),
  });
  return {
    open: (side, stallId) => {
      const { details } = data[side];
      const found = changes.find((change) =>
        change[side].details.some((index) => details[index]?.stallIds.includes(stallId)),
      );
      if (found !== undefined) list.open(found);
    },
    onShowStall: (show) => {
      showStall = show;
    },
  };
}
