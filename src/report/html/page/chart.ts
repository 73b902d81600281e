import type uPlot from 'uplot';
import { color } from './colors.js';
import { TICK_STEPS_MS, tickText } from './tick-text.js';
import type { ViewRange } from './view-range.js';

declare global {
  interface Window {
    readonly uPlot: typeof uPlot;
  }
}

/** All charts leave this much room for their labels, so that the same moment stands at the same place. */
const LABELS_PX = 64;
const NARROW_PX = 58;
const NARROW_PAGE_PX = 520;
const AXIS_PX = 28;
/** As wide as a sheet of A4 or Letter within its margins: nothing tells a canvas how wide it is printed. */
const PRINT_PX = 680;
const FONT = '11px system-ui, sans-serif';

export interface ChartSpec {
  readonly heightPx: number;
  readonly hasTimeAxis: boolean;
  /** The axis of values. */
  readonly values: Partial<uPlot.Axis>;
  /** Of the values shown, from what the reader looks at. */
  readonly scale: uPlot.Range.Function;
  readonly draw: (chart: uPlot) => void;
}

/**
 * Makes a chart on the shared axis of time, which draws itself: a drag chooses what is shown, a double click shows all.
 */
export function makeChart(place: HTMLElement, view: ViewRange, spec: ChartSpec): uPlot {
  const grid = { stroke: () => color('line'), width: 1 };
  const labelsPx = () => (place.clientWidth < NARROW_PAGE_PX ? NARROW_PX : LABELS_PX);
  const options: uPlot.Options = {
    width: Math.max(200, place.clientWidth),
    height: spec.heightPx,
    ms: 1,
    padding: [6, 8, spec.hasTimeAxis ? 0 : 6, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      sync: { key: 'loopcheck' },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          view.reset();
          return null;
        },
      },
    },
    scales: { x: { time: false, range: () => [view.shown.fromMs, view.shown.toMs] }, y: { range: spec.scale } },
    series: [{}],
    axes: [
      {
        show: true,
        size: spec.hasTimeAxis ? AXIS_PX : 0,
        font: FONT,
        space: 70,
        incrs: [...TICK_STEPS_MS],
        stroke: () => color('muted'),
        grid,
        ticks: { ...grid, show: spec.hasTimeAxis, size: 4 },
        values: (_, ticks, __, ___, stepMs) => ticks.map((ms) => (spec.hasTimeAxis ? tickText(ms, stepMs) : '')),
      },
      { size: labelsPx, font: FONT, stroke: () => color('muted'), grid, ticks: { show: false }, ...spec.values },
    ],
    hooks: {
      draw: [(chart) => clipped(chart, () => spec.draw(chart))],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 3) return;
          view.show({ fromMs: chart.posToVal(left, 'x'), toMs: chart.posToVal(left + width, 'x') });
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
  const chart = new window.uPlot(options, [[view.whole.fromMs, view.whole.toMs]], place);
  view.onChange(({ fromMs, toMs }) => chart.setScale('x', { min: fromMs, max: toMs }));
  const takeWidth = (width: number) => {
    if (width > 0 && Math.abs(width - chart.width) >= 1) chart.setSize({ width, height: spec.heightPx });
  };
  new ResizeObserver(() => takeWidth(place.clientWidth)).observe(place);
  addEventListener('beforeprint', () => takeWidth(Math.min(place.clientWidth, PRINT_PX)));
  addEventListener('afterprint', () => takeWidth(place.clientWidth));
  return chart;
}

/** Nothing is drawn over the labels. */
function clipped({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}
