import type uPlot from 'uplot';
import { formatMs } from '../../../../gate/figures.js';
import type { DiffPageData } from '../../diff/page-data.js';
import type { PageRun, PageStall } from '../../page-data.js';
import { causeChip } from '../causes.js';
import { color } from '../colors.js';
import type { Steps } from '../course.js';
import { type Child, choice, h } from '../dom.js';
import { drawBars, drawLane, drawMarks } from '../draw.js';
import { drawSteps } from '../draw-steps.js';
import { momentLines, stallAt, stallText, type Told, toldOf } from '../hover.js';
import { mostOfSteps } from '../line.js';
import { delaySteps, type Loop, loadSteps, loopsOf, wholeRun } from '../loop.js';
import { legend, makeFrame, mostShown } from '../timeline-frame.js';
import { ViewRange } from '../view-range.js';
import { pairLoops, SIDES, type Side, stallsOf } from './loop-pairs.js';

const DELAY_PX = 200;
const LOAD_PX = 96;
const LANES_PX = 92;
/** A stall that is gone to fills this part of the timeline. */
const STALL_SHARE = 0.3;

function lengthOf(run: PageRun | null): number {
  return run === null ? 1 : wholeRun(run).toMs;
}

/** Puts both runs on one timeline. A click on a stall calls `onOpen`; `show` goes to a stall. */
export function mountOverlay(
  place: HTMLElement,
  data: DiffPageData,
  onOpen: (side: Side, stallId: number) => void,
): { readonly show: (side: Side, stall: PageStall) => void } {
  const loops = {
    before: data.before.run === null ? [] : loopsOf(data.before.run),
    after: data.after.run === null ? [] : loopsOf(data.after.run),
  };
  const pairs = pairLoops(loops.before, loops.after);
  const worst = pairs.toSorted((a, b) => stallsOf(b) - stallsOf(a))[0];
  const [first] = pairs;
  if (first === undefined || worst === undefined) {
    place.replaceChildren(h('p', { class: 'hint' }, 'No loop was seen, so there is nothing to draw.'));
    return { show: () => {} };
  }
  let pair = stallsOf(first) > 0 ? first : worst;
  const view = new ViewRange({ fromMs: 0, toMs: Math.max(lengthOf(data.before.run), lengthOf(data.after.run)) });
  const thresholdMs = data.after.run?.thresholdMs ?? data.before.run?.thresholdMs ?? 0;
  const stalls = (side: Side) => pair[side]?.stalls ?? [];
  const kinds = [...new Set(SIDES.flatMap((side) => (data[side].run?.stalls ?? []).map(({ kind }) => kind)))];
  const pairChoice = choice(
    'Loop',
    pairs.map(({ name }, index) => [String(index), name] as const),
    (index) => choose(pairs[Number(index)] ?? first),
  );
  pairChoice.select.value = String(pairs.indexOf(pair));
  const causes = h(
    'ul',
    { class: 'legend' },
    kinds.map((kind) => h('li', {}, causeChip(kind, null))),
  );
  const frame = makeFrame(place, view, pairs.length > 1 ? pairChoice.field : null, causes);
  const key = () =>
    legend([
      ['before', 'before'],
      ['after', 'after'],
    ]);

  /** What both runs were like at a moment; a click opens the longer stall of the two. */
  const tell = (chart: uPlot, left: number): Told => {
    const found = SIDES.flatMap((side) => {
      const loop = pair[side];
      const stall = loop === null ? null : stallAt(chart, loop, left);
      return loop === null ? [] : [{ side, loop, stall }];
    });
    const longest = found
      .filter(({ stall }) => stall !== null)
      .sort((a, b) => (b.stall?.durationMs ?? 0) - (a.stall?.durationMs ?? 0))[0];
    const text = found.map(({ side, loop, stall }): Child => {
      const lines = stall === null ? momentLines(chart, loop, left).map((one) => h('p', {}, one)) : stallText(stall);
      return h('div', {}, h('p', {}, h('span', { class: `swatch ${side}` }), ` ${side}`), lines);
    });
    return {
      text: [h('p', {}, h('strong', {}, `at ${formatMs(chart.posToVal(left, 'x'))}`)), text],
      onClick: longest === undefined ? null : () => onOpen(longest.side, longest.stall?.id ?? 0),
    };
  };
  const none: Steps = [[]];
  const delayOf = (loop: Loop | null): Steps => (loop === null ? none : delaySteps(loop, thresholdMs));
  const stepsOfPair = () => ({
    delay: { before: delayOf(pair.before), after: delayOf(pair.after) },
    load: {
      before: pair.before === null ? none : loadSteps(pair.before),
      after: pair.after === null ? none : loadSteps(pair.after),
    },
  });
  let lines = stepsOfPair();
  frame.add(
    'Delay of the loop',
    key(),
    {
      heightPx: DELAY_PX,
      hasTimeAxis: false,
      values: { values: (_, ticks) => ticks.map((ms) => formatMs(ms)) },
      scale: () => [
        0,
        Math.max(
          thresholdMs,
          ...SIDES.map((side) => mostOfSteps(lines.delay[side], 0, view.shown)),
          ...SIDES.map((side) => mostShown(stalls(side), view, ({ durationMs }) => durationMs)),
        ) * 1.12,
      ],
      draw: (chart) => {
        if (pair.after !== null) drawMarks(chart, pair.after, true);
        for (const side of SIDES) {
          chart.ctx.globalAlpha = side === 'before' ? 0.75 : 0.6;
          drawBars(
            chart,
            stalls(side),
            ({ durationMs }) => durationMs,
            () => color(side),
          );
        }
        chart.ctx.globalAlpha = 1;
        for (const side of SIDES) drawSteps(chart, lines.delay[side], 0, color(side));
      },
    },
    tell,
  );
  if ([...loops.before, ...loops.after].some(({ course }) => course.endMs.length > 0)) {
    frame.add(
      'How busy the loop was',
      key(),
      {
        heightPx: LOAD_PX,
        hasTimeAxis: false,
        values: { values: (_, ticks) => ticks.map((percent) => `${percent} %`), splits: () => [0, 50, 100] },
        scale: () => [0, 105],
        draw: (chart) => {
          for (const side of SIDES) drawSteps(chart, lines.load[side], 0, color(side));
        },
      },
      tell,
    );
  }
  frame.add(
    'Stalls by cause',
    null,
    {
      heightPx: LANES_PX,
      hasTimeAxis: true,
      values: { splits: () => [0.5, 1.5], values: () => ['after', 'before'], grid: { show: false } },
      scale: () => [0, 2],
      draw: (chart) => {
        if (pair.before !== null) drawLane(chart, pair.before, 1);
        if (pair.after !== null) drawLane(chart, pair.after, 0);
      },
    },
    (chart, left, top) => {
      const side = chart.posToVal(top, 'y') >= 1 ? 'before' : 'after';
      const loop = pair[side];
      return loop === null ? null : toldOf(chart, loop, left, (stallId) => onOpen(side, stallId));
    },
  );

  const overview = () => [...stalls('before'), ...stalls('after')];
  const choose = (chosen: typeof pair) => {
    pair = chosen;
    pairChoice.select.value = String(pairs.indexOf(chosen));
    lines = stepsOfPair();
    view.show(view.shown);
    frame.redraw(overview());
  };
  frame.redraw(overview());

  return {
    show: (side, stall) => {
      const own = pairs.find((one) => one[side]?.stalls.includes(stall));
      if (own !== undefined && own !== pair) choose(own);
      const marginMs = (stall.durationMs * (1 / STALL_SHARE - 1)) / 2;
      view.show({ fromMs: stall.startMs - marginMs, toMs: stall.startMs + stall.durationMs + marginMs });
      place.scrollIntoView({ block: 'start' });
      frame.charts.focus({ preventScroll: true });
    },
  };
}
