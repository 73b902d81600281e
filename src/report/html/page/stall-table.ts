import { formatCount, formatMs, plural } from '../../../gate/figures.js';
import type { PageStall } from '../page-data.js';
import { button, type Child, h } from './dom.js';
import { inPieces } from './more.js';

const STEP = 20;

function waited({ requests, timers }: PageStall): string {
  if (requests === null && timers === null) return '–';
  const parts = [
    requests === null || requests === 0 ? '' : `${formatCount(requests)} req`,
    timers === null || timers === 0 ? '' : plural(timers, 'timer'),
  ].filter(Boolean);
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}

function known(ms: number | null): string {
  return ms === null ? '–' : formatMs(ms);
}

/** The stalls of a culprit, the longest first; a stall's buttons show it in the flame graph and on the timeline. */
export function stallTable(
  stalls: readonly PageStall[],
  onStack: (stall: PageStall) => void,
  onShow: (stall: PageStall) => void,
): Child {
  const heads = ['at', 'lasted', 'serving', 'waited for it', 'CPU', 'GC', 'run queue', 'show'];
  const body = h('tbody', {});
  const view = (stall: PageStall) => {
    const cells: Child[] = [
      `${formatMs(stall.durationMs)}${stall.ongoing ? ' (to the end)' : ''}`,
      stall.trigger ?? '–',
      waited(stall),
      known(stall.cpuMs),
      known(stall.gcMs),
      known(stall.runQueueMs),
      [
        button('Stack', () => onStack(stall), { 'aria-label': `Stack of stall ${stall.id}` }),
        button('Timeline', () => onShow(stall), { 'aria-label': `Stall ${stall.id} on the timeline` }),
      ],
    ];
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, formatMs(stall.startMs)),
      cells.map((cell, index) => h('td', index === cells.length - 1 ? { class: 'on-screen' } : {}, cell)),
    );
  };
  const longestFirst = stalls.toSorted((a, b) => b.durationMs - a.durationMs);
  const more = inPieces(body, longestFirst, STEP, view);
  const head = h(
    'thead',
    {},
    h(
      'tr',
      {},
      heads.map((text, index) =>
        h('th', index === heads.length - 1 ? { scope: 'col', class: 'on-screen' } : { scope: 'col' }, text),
      ),
    ),
  );
  const table = h('table', {}, head, body);
  return [h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Stalls' }, table), more];
}
