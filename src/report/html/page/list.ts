import { formatCount, plural } from '../../../gate/figures.js';
import { type Child, choice, h } from './dom.js';
import { inPieces } from './more.js';
import { type Order, pick } from './order.js';

/** Shown at a time. */
const STEP = 50;

/** A choice of which items are shown; every item fits the value ''. */
export interface ListFilter<T> {
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly fits: (item: T, value: string) => boolean;
}

/** A list of items that open. */
export interface ListSpec<T> {
  readonly items: readonly T[];
  readonly noun: string;
  /** What is said where there are none. */
  readonly empty: string;
  /** What one can look for, in the box where it is typed. */
  readonly hint: string;
  /** All that an item is found by. */
  readonly text: (item: T) => string;
  readonly filters: readonly ListFilter<T>[];
  /** The first one is used until another is chosen. */
  readonly orders: readonly Order<T>[];
  readonly className: (item: T) => string;
  readonly summary: (item: T) => Child;
  /** Made when an item is opened for the first time. */
  readonly body: (item: T) => Child;
}

/** Puts a sortable, filterable list in its place. `open` opens an item and goes there. */
export function mountList<T>(place: HTMLElement, spec: ListSpec<T>): { readonly open: (item: T) => void } {
  const { items, noun, text, filters, orders } = spec;
  if (items.length === 0) {
    place.replaceChildren(h('p', { class: 'hint' }, spec.empty));
    return { open: () => {} };
  }
  const views = new Map<T, HTMLDetailsElement>();
  const viewOf = (item: T): HTMLDetailsElement => {
    const known = views.get(item);
    if (known !== undefined) return known;
    const body = h('div', { class: 'culprit-body' });
    const view = h(
      'details',
      { class: `culprit card ${spec.className(item)}` },
      h('summary', {}, spec.summary(item)),
      body,
    );
    view.addEventListener('toggle', () => {
      if (view.open && body.firstChild === null) body.append(h('div', {}, spec.body(item)));
    });
    views.set(item, view);
    return view;
  };

  const list = h('div', { class: 'culprit-list' });
  const told = h('p', { class: 'hint', role: 'status' });
  const foot = h('div', {});
  const values = filters.map(() => '');
  let words = '';
  let order = orders[0];
  const show = () => {
    const fits = (item: T) => filters.every((filter, index) => filter.fits(item, values[index] ?? ''));
    const found = pick(items.filter(fits), words, text, order);
    list.replaceChildren();
    foot.replaceChildren(inPieces(list, found, STEP, viewOf));
    told.textContent = `${found.length === items.length ? '' : `${formatCount(found.length)} of `}${plural(items.length, noun)}`;
  };
  const search = h('input', { type: 'search', placeholder: spec.hint });
  search.addEventListener('input', () => {
    words = search.value;
    show();
  });
  const choices = filters.map(({ label, options }, index) =>
    choice(label, [['', 'any'], ...options], (value) => {
      values[index] = value;
      show();
    }),
  );
  const sort = choice(
    'Sort by',
    orders.map(({ name }, index) => [String(index), name] as const),
    (value) => {
      order = orders[Number(value)];
      show();
    },
  );
  const bar = h(
    'div',
    { class: 'filters', role: 'search' },
    h('label', { class: 'field' }, h('span', {}, 'Find'), search),
    choices.filter((_, index) => (filters[index]?.options.length ?? 0) > 1).map(({ field }) => field),
    sort.field,
  );
  place.replaceChildren(bar, told, list, foot);
  show();
  return {
    open: (item) => {
      const view = viewOf(item);
      if (!view.isConnected) list.append(view);
      view.open = true;
      view.scrollIntoView({ block: 'start' });
      view.querySelector('summary')?.focus({ preventScroll: true });
    },
  };
}
