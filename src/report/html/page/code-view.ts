import { formatShare } from '../../../gate/figures.js';
import type { CodeExcerpt } from '../page-data.js';
import { h } from './dom.js';

const LEVELS = 4;
/** Colder lines are not marked. */
const LEAST_HEAT = 0.01;

function levelOf(share: number): number {
  return share < LEAST_HEAT ? 0 : Math.max(1, Math.ceil(share * LEVELS));
}

/** The lines round the blamed one, each as hot as its share of the stalled time. */
export function codeView({ startLine, lines, heat }: CodeExcerpt, blamedLine: number): HTMLElement {
  const shares = new Map(heat);
  const rows = lines.map((text, index) => {
    const line = startLine + index;
    const share = shares.get(line) ?? 0;
    const isBlamed = line === blamedLine;
    const figure = levelOf(share) > 0 ? formatShare(share) : '';
    return h(
      'tr',
      { class: `heat-${levelOf(share)}${isBlamed ? ' blamed' : ''}` },
      h('td', { class: 'number' }, `${isBlamed ? '▸ ' : ''}${line}`),
      h('td', { class: 'share' }, figure),
      h('td', { class: 'code' }, h('code', {}, text)),
    );
  });
  const head = h(
    'thead',
    { class: 'unseen' },
    h('tr', {}, ...['line', 'share of stalled time', 'code'].map((text) => h('th', { scope: 'col' }, text))),
  );
  const table = h('table', { class: 'code-frame' }, head, h('tbody', {}, rows));
  return h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Code' }, table);
}
