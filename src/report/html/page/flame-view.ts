import { formatMs, formatShare } from '../../../gate/figures.js';
import type { PageFrame, PageRun, PageStall } from '../page-data.js';
import { button, h } from './dom.js';
import { type FlameNode, flameOf, hasOwnFrames } from './flame.js';

/** Narrower cells are not drawn: nobody could read or hit them. */
const LEAST_SHARE = 0.004;
const ROW_PX = 24;
const DEEPEST = 40;

interface Cell {
  readonly node: FlameNode;
  readonly left: number;
  readonly width: number;
  readonly row: number;
}

function cellsOf(root: FlameNode): readonly Cell[] {
  const cells: Cell[] = [];
  const place = (node: FlameNode, left: number, row: number) => {
    const width = root.totalMs > 0 ? node.totalMs / root.totalMs : 0;
    if (width < LEAST_SHARE || row > DEEPEST) return;
    cells.push({ node, left, width, row });
    let next = left;
    for (const child of node.children) {
      place(child, next, row + 1);
      next += child.totalMs / root.totalMs;
    }
  };
  place(root, 0, 0);
  return cells;
}

function nameOf(frame: PageFrame | undefined): string {
  if (frame === undefined) return 'all of it';
  const name = `${frame.async ? 'async ' : ''}${frame.function || '(anonymous)'}`;
  return frame.origin === 'app' ? name : `${name} ${frame.package ?? ''}`.trim();
}

/**
 * The stacks of stalls as a flame graph of stalled time, outermost frame on top. A click makes a frame fill the width;
 * a click on the top row goes back.
 */
export function flameView(data: Pick<PageRun, 'frames'>): {
  readonly element: HTMLElement;
  readonly show: (stalls: readonly PageStall[], caption: string) => void;
} {
  const caption = h('p', { class: 'hint', 'aria-live': 'polite' });
  const graph = h('div', { class: 'flame', role: 'group', 'aria-label': 'Flame graph of stalled time' });
  const withNode = h('input', { type: 'checkbox' });
  let shown: readonly PageStall[] = [];

  const draw = (root: FlameNode) => {
    const cells = cellsOf(root);
    graph.style.height = `${(Math.max(0, ...cells.map(({ row }) => row)) + 1) * ROW_PX}px`;
    graph.replaceChildren(
      ...cells.map(({ node, left, width, row }) => {
        const frame = data.frames[node.frame];
        const figures = `${formatMs(node.totalMs)}, ${formatShare(width)}`;
        const label = `${nameOf(frame)}${frame === undefined ? '' : ` ${frame.place}`}: ${figures}`;
        const cell = button(nameOf(frame), () => draw(node === root ? whole() : node), {
          class: `flame-cell ${frame?.origin ?? 'root'}`,
          title: label,
          'aria-label': label,
        });
        cell.style.left = `${left * 100}%`;
        cell.style.width = `${width * 100}%`;
        cell.style.top = `${row * ROW_PX}px`;
        return cell;
      }),
    );
  };
  const whole = () => flameOf(shown, (frame) => withNode.checked || data.frames[frame]?.origin !== 'node');
  withNode.addEventListener('change', () => draw(whole()));
  const element = h('div', {}, caption, graph, h('label', { class: 'check' }, withNode, ' with Node’s own frames'));
  return {
    element,
    show: (stalls, text) => {
      shown = stalls;
      caption.textContent = text;
      withNode.checked = withNode.checked || !hasOwnFrames(stalls, data.frames);
      draw(whole());
    },
  };
}
