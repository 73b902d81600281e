import type uPlot from 'uplot';
import { formatMs } from '../../../gate/figures.js';
import type { PageData, PageStall } from '../page-data.js';
import { causeChip } from './causes.js';
import { type ChartSpec, makeChart } from './chart.js';
import { color, onColorsChange } from './colors.js';
import { button, choice, h } from './dom.js';
import { drawCollections, drawLane, drawMarks, drawStalls, drawWaited } from './draw.js';
import { addKeys, addWheel, PAN_STEP, ZOOM_STEP } from './gestures.js';
import { addHover } from './hover.js';
import { type Loop, loopsOf, stepsOf, wholeRun } from './loop.js';
import { makeOverview } from './overview.js';
import { ViewRange } from './view-range.js';

const DELAY_PX = 180;
const LOAD_PX = 96;
const WAITED_PX = 64;
const LANE_PX = 22;
const AXIS_PX = 40;
/** Lanes that are drawn; a run can have had thousands of children. */
const MOST_LANES = 40;
/** A stall that is gone to fills this part of the timeline. */
const STALL_SHARE = 0.3;

/** The most of a figure among what is shown; for the scale, which leaves some room above. */
function mostShown(stalls: readonly PageStall[], view: ViewRange, figure: (stall: PageStall) => number): number {
  const { fromMs, toMs } = view.shown;
  let most = 0;
  for (const stall of stalls) {
    if (stall.startMs <= toMs && stall.startMs + stall.durationMs >= fromMs) most = Math.max(most, figure(stall));
  }
  return most;
}

function legend(items: readonly (readonly [className: string, text: string])[]): HTMLElement {
  return h(
    'ul',
    { class: 'legend' },
    items.map(([name, text]) => h('li', {}, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), text)),
  );
}

/** Puts the timeline in its place. A click on a stall calls `onOpen`; `show` goes to a stall. */
export function mountTimeline(
  place: HTMLElement,
  data: PageData,
  onOpen: (stallId: number) => void,
): { readonly show: (stall: PageStall) => void } {
  const loops = loopsOf(data);
  const worst = loops.toSorted((a, b) => b.stalls.length - a.stalls.length)[0];
  const [first] = loops;
  if (first === undefined || worst === undefined) {
    place.replaceChildren(h('p', { class: 'hint' }, 'No loop was seen, so there is nothing to draw.'));
    return { show: () => {} };
  }
  const view = new ViewRange(wholeRun(data));
  let loop: Loop = first.stalls.length > 0 ? first : worst;
  const hasWaited = data.stalls.some(({ requests }) => (requests ?? 0) > 0);

  const told = h('p', { class: 'hint', role: 'status' });
  const loopChoice = choice(
    'Loop',
    loops.map(({ name }, index) => [String(index), name] as const),
    (index) => choose(loops[Number(index)] ?? first),
  );
  loopChoice.select.value = String(loops.indexOf(loop));
  const zoomButtons = h(
    'div',
    { class: 'buttons' },
    button('◀', () => view.pan(-PAN_STEP), { 'aria-label': 'Earlier' }),
    button('▶', () => view.pan(PAN_STEP), { 'aria-label': 'Later' }),
    button('+', () => view.zoom(ZOOM_STEP), { 'aria-label': 'Zoom in' }),
    button('−', () => view.zoom(1 / ZOOM_STEP), { 'aria-label': 'Zoom out' }),
    button('Whole run', () => view.reset()),
  );
  const kinds = [...new Set(data.stalls.map(({ kind }) => kind))];
  const causes = h(
    'ul',
    { class: 'legend' },
    kinds.map((kind) => h('li', {}, causeChip(kind, null))),
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
    h('div', { class: 'filters' }, loops.length > 1 ? loopChoice.field : null, zoomButtons, told),
    causes,
    overview.element,
    charts,
    tip,
  );

  const made: uPlot[] = [];
  const add = (
    title: string,
    key: HTMLElement | null,
    steps: uPlot.AlignedData,
    spec: ChartSpec,
    loopAt?: (chart: uPlot, top: number) => Loop | undefined,
  ) => {
    const room = h('div', { class: 'chart' });
    charts.append(h('div', { class: 'chart-head' }, h('h3', {}, title), key), room);
    const chart = makeChart(room, steps, view, spec);
    addHover(chart, tip, loopAt ?? (() => loop), onOpen);
    addWheel(chart, view);
    made.push(chart);
    return chart;
  };

  const delaySteps = (): uPlot.AlignedData => {
    const [x, delay = []] = stepsOf(loop, data.thresholdMs);
    return [x, delay];
  };
  const loadSteps = (): uPlot.AlignedData => {
    const [x, , ...load] = stepsOf(loop, data.thresholdMs);
    return [x, ...load];
  };
  const line = (name: 'lag' | 'busy' | 'cpu' | 'gc', width: number): uPlot.Series => ({
    stroke: () => color(name),
    width,
    points: { show: false },
  });
  const delayChart = add('Delay of the loop', null, delaySteps(), {
    heightPx: DELAY_PX,
    hasTimeAxis: false,
    series: [line('lag', 1.5)],
    values: { values: (_, ticks) => ticks.map((ms) => formatMs(ms)) },
    scale: (_, __, most) => [
      0,
      Math.max(
        data.thresholdMs,
        most ?? 0,
        mostShown(loop.stalls, view, ({ durationMs }) => durationMs),
      ) * 1.12,
    ],
    drawUnder: (chart) => drawMarks(chart, loop, true),
    draw: (chart) => drawStalls(chart, loop.stalls),
  });
  const loadKey = legend([
    ['busy', 'loop busy'],
    ['cpu', 'CPU'],
    ['gc', 'garbage collection'],
  ]);
  const loadChart = add('Load', loadKey, loadSteps(), {
    heightPx: LOAD_PX,
    hasTimeAxis: false,
    series: [line('busy', 1.5), line('cpu', 1.5), line('gc', 1.5)],
    values: { values: (_, ticks) => ticks.map((percent) => `${percent} %`), splits: () => [0, 50, 100] },
    scale: () => [0, 105],
    draw: (chart) => drawCollections(chart, loop),
  });
  if (hasWaited) {
    add('Requests that waited for a stall', null, [[view.whole.fromMs, view.whole.toMs]], {
      heightPx: WAITED_PX,
      hasTimeAxis: false,
      series: [],
      values: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000], space: 20 },
      scale: () => [
        0,
        Math.max(
          1,
          mostShown(loop.stalls, view, ({ requests }) => requests ?? 0),
        ) * 1.15,
      ],
      draw: (chart) => drawWaited(chart, loop.stalls),
    });
  }
  const lanes = loops.slice(0, MOST_LANES);
  const left = loops.length - lanes.length;
  add(
    left > 0 ? `Processes and workers (the first ${lanes.length} of ${loops.length})` : 'Processes and workers',
    null,
    [[view.whole.fromMs, view.whole.toMs]],
    {
      heightPx: lanes.length * LANE_PX + AXIS_PX,
      hasTimeAxis: true,
      series: [],
      values: {
        splits: () => lanes.map((_, index) => index + 0.5),
        values: () => lanes.map((_, index) => lanes[lanes.length - 1 - index]?.shortName ?? ''),
        grid: { show: false },
      },
      scale: () => [0, lanes.length],
      draw: (chart) => {
        for (const [index, lane] of lanes.entries()) drawLane(chart, lane, lanes.length - 1 - index);
      },
    },
    (chart, top) => lanes[lanes.length - 1 - Math.floor(chart.posToVal(top, 'y'))],
  );

  const redraw = () => {
    overview.draw(loop);
    for (const chart of made) chart.redraw();
  };
  const tell = () => {
    const { fromMs, toMs } = view.shown;
    told.textContent = `${formatMs(fromMs)} to ${formatMs(toMs)}`;
  };
  const choose = (chosen: Loop) => {
    loop = chosen;
    loopChoice.select.value = String(loops.indexOf(chosen));
    delayChart.setData(delaySteps(), false);
    loadChart.setData(loadSteps(), false);
    view.show(view.shown);
    redraw();
  };
  view.onChange(tell);
  onColorsChange(redraw);
  addKeys(charts, view);
  tell();
  overview.draw(loop);

  return {
    show: (stall) => {
      const own = loops.find(({ stalls }) => stalls.includes(stall));
      if (own !== undefined && own !== loop) choose(own);
      const marginMs = (stall.durationMs * (1 / STALL_SHARE - 1)) / 2;
      view.show({ fromMs: stall.startMs - marginMs, toMs: stall.startMs + stall.durationMs + marginMs });
      place.scrollIntoView({ block: 'start' });
      charts.focus({ preventScroll: true });
    },
  };
}
