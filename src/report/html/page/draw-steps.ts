import type uPlot from 'uplot';
import type { Steps } from './course.js';
import type { Span } from './view-range.js';

/** A point of a line, in pixels; `y` is null where the line has a gap. */
export type LinePoint = readonly [x: number, y: number | null];

/** The first index whose x is at least `wanted`. */
function indexOf(x: readonly number[], wanted: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The indices that are in sight, with one beyond each end, so that the line runs out of the picture. */
function inSight(x: readonly number[], { fromMs, toMs }: Span): readonly [first: number, last: number] {
  return [Math.max(0, indexOf(x, fromMs) - 1), Math.min(x.length - 1, indexOf(x, toMs))];
}

/** The most of a column of steps among what is shown. */
export function mostOfSteps([x, ...columns]: Steps, column: number, shown: Span): number {
  const [first, last] = inSight(x, shown);
  let most = 0;
  for (let index = first; index <= last; index += 1) most = Math.max(most, columns[column]?.[index] ?? 0);
  return most;
}

/**
 * A column of steps as a line of pixels: of all that falls into one pixel the first, the least, the most and the last
 * are kept, so that a line of a hundred thousand points is drawn with a few thousand and looks the same.
 */
export function linePoints(
  [x, ...columns]: Steps,
  column: number,
  shown: Span,
  xOf: (ms: number) => number,
  yOf: (value: number) => number,
): readonly LinePoint[] {
  const values = columns[column] ?? [];
  const [first, last] = inSight(x, shown);
  const points: LinePoint[] = [];
  let pixel = Number.NaN;
  let low = 0;
  let high = 0;
  let end = 0;
  let isOpen = false;
  const close = () => {
    if (isOpen) points.push([pixel, low], [pixel, high], [pixel, end]);
    isOpen = false;
  };
  for (let index = first; index <= last; index += 1) {
    const value = values[index] ?? null;
    const at = Math.round(xOf(x[index] ?? 0));
    if (value === null) {
      close();
      points.push([at, null]);
      continue;
    }
    const y = yOf(value);
    if (isOpen && at === pixel) {
      low = Math.min(low, y);
      high = Math.max(high, y);
      end = y;
      continue;
    }
    close();
    pixel = at;
    low = high = end = y;
    isOpen = true;
    points.push([pixel, y]);
  }
  close();
  return points;
}

/** Draws a column of steps as a line. */
export function drawSteps(chart: uPlot, steps: Steps, column: number, stroke: string): void {
  const { ctx, bbox } = chart;
  const shown = {
    fromMs: chart.posToVal(bbox.left, 'x', true),
    toMs: chart.posToVal(bbox.left + bbox.width, 'x', true),
  };
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  let isDrawing = false;
  const points = linePoints(
    steps,
    column,
    shown,
    (ms) => chart.valToPos(ms, 'x', true),
    (value) => chart.valToPos(value, 'y', true),
  );
  for (const [x, y] of points) {
    if (y !== null) ctx[isDrawing ? 'lineTo' : 'moveTo'](x, y);
    isDrawing = y !== null;
  }
  ctx.stroke();
}
