import type uPlot from 'uplot';
import { formatMs } from '../../../gate/figures.js';
import type { PageStall } from '../page-data.js';
import { type ChartSpec, makeChart } from './chart.js';
import { onColorsChange } from './colors.js';
import { button, type Child, h } from './dom.js';
import { addKeys, addWheel, PAN_STEP, ZOOM_STEP } from './gestures.js';
import { addHover, type Told } from './hover.js';
import { makeOverview } from './overview.js';
import type { ViewRange } from './view-range.js';

/** Charts one under the other on a shared axis of time. */
export interface TimelineFrame {
  readonly charts: HTMLElement;
  /** Adds a chart; `tell` says what is at a place of it (px). */
  readonly add: (
    title: string,
    key: HTMLElement | null,
    spec: ChartSpec,
    tell: (chart: uPlot, left: number, top: number) => Told | null,
  ) => void;
  /** Draws everything anew, with these stalls in the overview. */
  readonly redraw: (overview: readonly PageStall[]) => void;
}

/** The most of a figure among the stalls that are shown; for the scale, which leaves some room above. */
export function mostShown(stalls: readonly PageStall[], view: ViewRange, figure: (stall: PageStall) => number): number {
  const { fromMs, toMs } = view.shown;
  let most = 0;
  for (const stall of stalls) {
    if (stall.startMs <= toMs && stall.startMs + stall.durationMs >= fromMs) most = Math.max(most, figure(stall));
  }
  return most;
}

/** Swatches with their names. */
export function legend(items: readonly (readonly [className: string, text: string])[]): HTMLElement {
  return h(
    'ul',
    { class: 'legend' },
    items.map(([name, text]) => h('li', {}, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), text)),
  );
}

/** Puts the buttons, the overview and room for the charts in their place; `choices` and `key` stand above. */
export function makeFrame(place: HTMLElement, view: ViewRange, choices: Child, key: Child): TimelineFrame {
  const told = h('p', { class: 'hint', role: 'status' });
  const buttons = h(
    'div',
    { class: 'buttons' },
    button('◀', () => view.pan(-PAN_STEP), { 'aria-label': 'Earlier' }),
    button('▶', () => view.pan(PAN_STEP), { 'aria-label': 'Later' }),
    button('+', () => view.zoom(ZOOM_STEP), { 'aria-label': 'Zoom in' }),
    button('−', () => view.zoom(1 / ZOOM_STEP), { 'aria-label': 'Zoom out' }),
    button('Whole run', () => view.reset()),
  );
  const tip = h('div', { class: 'tip' });
  tip.hidden = true;
  const charts = h('div', {
    class: 'charts',
    tabindex: 0,
    role: 'group',
    'aria-label': 'Timeline. Arrow keys move, plus and minus zoom, Home shows the whole run.',
  });
  const overview = makeOverview(view);
  place.replaceChildren(
    h('div', { class: 'filters' }, choices, buttons, told),
    h('div', {}, key),
    overview.element,
    charts,
    tip,
  );
  const made: uPlot[] = [];
  let last: readonly PageStall[] = [];
  const redraw = (stalls: readonly PageStall[]) => {
    last = stalls;
    overview.draw(stalls);
    for (const chart of made) chart.redraw();
  };
  const tell = () => {
    told.textContent = `${formatMs(view.shown.fromMs)} to ${formatMs(view.shown.toMs)}`;
  };
  view.onChange(tell);
  tell();
  onColorsChange(() => redraw(last));
  addKeys(charts, view);
  return {
    charts,
    add: (title, chartKey, spec, tellAt) => {
      const room = h('div', { class: 'chart' });
      charts.append(
        h('div', { class: 'chart-part' }, h('div', { class: 'chart-head' }, h('h3', {}, title), chartKey), room),
      );
      const chart = makeChart(room, view, spec);
      addHover(chart, tip, (left, top) => tellAt(chart, left, top));
      addWheel(chart, view);
      made.push(chart);
    },
    redraw,
  };
}
