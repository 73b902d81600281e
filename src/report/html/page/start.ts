import { h } from './dom.js';
import { inflate } from './inflate.js';

/** The element with this id, which the page has. */
export function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

/** Unpacks the page's data and hands it on; where that fails it is said in `#<told>`. */
export function start<Data>(told: string, fill: (data: Data) => void): void {
  inflate<Data>(place('report-data').textContent ?? '')
    .then((data) => {
      fill(data);
      document.documentElement.dataset['ready'] = 'true';
    })
    .catch((error: unknown) => {
      const text = `The rest of this report could not be unpacked: ${error instanceof Error ? error.message : String(error)}`;
      place(told).replaceChildren(h('p', { class: 'hint', role: 'alert' }, text));
    });
}
