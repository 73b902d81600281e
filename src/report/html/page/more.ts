import { formatCount } from '../../../gate/figures.js';
import { button } from './dom.js';

/** Fills a list piece by piece: the first `step` at once, the rest with a button behind it. Gives all that stands outside. */
export function inPieces<T>(
  list: HTMLElement,
  items: readonly T[],
  step: number,
  view: (item: T, index: number) => HTMLElement,
): HTMLButtonElement {
  let shown = 0;
  const more = button('', () => add());
  const add = () => {
    list.append(...items.slice(shown, shown + step).map((item, index) => view(item, shown + index)));
    shown = Math.min(items.length, shown + step);
    more.hidden = shown >= items.length;
    more.textContent = `Show more (${formatCount(items.length - shown)} left)`;
  };
  add();
  return more;
}
