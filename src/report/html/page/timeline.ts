import type uPlot from 'uplot';
import { formatMs } from '../../../gate/figures.js';
import type { PageData, PageStall } from '../page-data.js';
import { causeChip } from './causes.js';
import { color } from './colors.js';
import { choice, h } from './dom.js';
import { drawCollections, drawLane, drawMarks, drawStalls, drawWaited } from './draw.js';
import { drawSteps } from './draw-steps.js';
import { toldOf } from './hover.js';
import { mostOfSteps } from './line.js';
import { delaySteps, type Loop, loadSteps, loopsOf, openSteps, wholeRun } from './loop.js';
import { legend, makeFrame, mostShown } from './timeline-frame.js';
import { ViewRange } from './view-range.js';

const DELAY_PX = 180;
const LOAD_PX = 96;
const REQUESTS_PX = 72;
const LANE_PX = 22;
const AXIS_PX = 40;
/** Lanes that are drawn; a run can have had thousands of children. */
const MOST_LANES = 40;
/** A stall that is gone to fills this part of the timeline. */
const STALL_SHARE = 0.3;

function hasRequests({ stalls, timeline }: PageData): boolean {
  return (
    stalls.some(({ requests }) => (requests ?? 0) > 0) ||
    timeline.courses.some(({ openRequests }) => openRequests.some((open) => (open ?? 0) > 0))
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
  const loopChoice = choice(
    'Loop',
    loops.map(({ name }, index) => [String(index), name] as const),
    (index) => choose(loops[Number(index)] ?? first),
  );
  loopChoice.select.value = String(loops.indexOf(loop));
  const kinds = [...new Set(data.stalls.map(({ kind }) => kind))];
  const causes = h(
    'ul',
    { class: 'legend' },
    kinds.map((kind) => h('li', {}, causeChip(kind, null))),
  );
  const frame = makeFrame(place, view, loops.length > 1 ? loopChoice.field : null, causes);
  const tell = (chart: uPlot, left: number) => toldOf(chart, loop, left, onOpen);

  const linesOf = (of: Loop) => ({
    delay: delaySteps(of, data.thresholdMs),
    load: loadSteps(of),
    open: openSteps(of),
  });
  let lines = linesOf(loop);
  frame.add(
    'Delay of the loop',
    null,
    {
      heightPx: DELAY_PX,
      hasTimeAxis: false,
      values: { values: (_, ticks) => ticks.map((ms) => formatMs(ms)) },
      scale: () => [
        0,
        Math.max(
          data.thresholdMs,
          mostOfSteps(lines.delay, 0, view.shown),
          mostShown(loop.stalls, view, ({ durationMs }) => durationMs),
        ) * 1.12,
      ],
      draw: (chart) => {
        drawMarks(chart, loop, true);
        drawSteps(chart, lines.delay, 0, color('lag'));
        drawStalls(chart, loop.stalls);
      },
    },
    tell,
  );
  const loadKey = legend([
    ['busy', 'loop busy'],
    ['cpu', 'CPU'],
    ['gc', 'garbage collection'],
  ]);
  frame.add(
    'Load',
    loadKey,
    {
      heightPx: LOAD_PX,
      hasTimeAxis: false,
      values: { values: (_, ticks) => ticks.map((percent) => `${percent} %`), splits: () => [0, 50, 100] },
      scale: () => [0, 105],
      draw: (chart) => {
        for (const [column, name] of (['busy', 'cpu', 'gc'] as const).entries())
          drawSteps(chart, lines.load, column, color(name));
        drawCollections(chart, loop);
      },
    },
    tell,
  );
  if (hasRequests(data)) {
    const key = legend([
      ['open', 'in flight'],
      ['waited', 'waited for a stall'],
    ]);
    frame.add(
      'Requests',
      key,
      {
        heightPx: REQUESTS_PX,
        hasTimeAxis: false,
        values: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000], space: 20 },
        scale: () => [
          0,
          Math.max(
            1,
            mostOfSteps(lines.open, 0, view.shown),
            mostShown(loop.stalls, view, ({ requests }) => requests ?? 0),
          ) * 1.15,
        ],
        draw: (chart) => {
          drawWaited(chart, loop.stalls);
          drawSteps(chart, lines.open, 0, color('open'));
        },
      },
      tell,
    );
  }
  const lanes = loops.slice(0, MOST_LANES);
  const left = loops.length - lanes.length;
  frame.add(
    left > 0 ? `Processes and workers (the first ${lanes.length} of ${loops.length})` : 'Processes and workers',
    null,
    {
      heightPx: lanes.length * LANE_PX + AXIS_PX,
      hasTimeAxis: true,
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
    (chart, x, y) => {
      const lane = lanes[lanes.length - 1 - Math.floor(chart.posToVal(y, 'y'))];
      return lane === undefined ? null : toldOf(chart, lane, x, onOpen);
    },
  );

  const choose = (chosen: Loop) => {
    loop = chosen;
    loopChoice.select.value = String(loops.indexOf(chosen));
    lines = linesOf(chosen);
    view.show(view.shown);
    frame.redraw(loop.stalls);
  };
  frame.redraw(loop.stalls);

  return {
    show: (stall) => {
      const own = loops.find(({ stalls }) => stalls.includes(stall));
      if (own !== undefined && own !== loop) choose(own);
      const marginMs = (stall.durationMs * (1 / STALL_SHARE - 1)) / 2;
      view.show({ fromMs: stall.startMs - marginMs, toMs: stall.startMs + stall.durationMs + marginMs });
      place.scrollIntoView({ block: 'start' });
      frame.charts.focus({ preventScroll: true });
    },
  };
}
