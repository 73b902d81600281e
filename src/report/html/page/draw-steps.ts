import type uPlot from 'uplot';
import type { Steps } from './course.js';
import { type Line, type LineColumn, lineOf, type Mapping } from './line.js';

/** A band lets what lies under it through. */
const BAND_ALPHA = 0.6;
/** More points than this in a pixel are a band, which is quicker to paint than a line that goes up and down in it. */
const BAND_POINTS = 3;

function strokeLine(ctx: CanvasRenderingContext2D, { columns }: Line): void {
  ctx.beginPath();
  let isDrawing = false;
  for (const column of columns) {
    if (column === null) {
      isDrawing = false;
      continue;
    }
    const { x, first, low, high, last } = column;
    if (isDrawing) ctx.lineTo(x, first);
    else ctx.moveTo(x, first);
    if (low !== high) {
      ctx.lineTo(x, low);
      ctx.lineTo(x, high);
    }
    if (last !== high) ctx.lineTo(x, last);
    isDrawing = true;
  }
  ctx.stroke();
}

function fillBand(ctx: CanvasRenderingContext2D, { columns }: Line, thick: number): void {
  ctx.globalAlpha = BAND_ALPHA;
  let before: LineColumn | null = null;
  for (const column of columns) {
    if (column !== null) {
      const top = Math.min(column.high, before?.last ?? column.high);
      const bottom = Math.max(column.low, before?.last ?? column.low);
      ctx.fillRect(column.x - thick / 2, top - thick / 2, thick, bottom - top + thick);
    }
    before = column;
  }
  ctx.globalAlpha = 1;
}

function mappingOf(chart: uPlot, scale: 'x' | 'y', to: number): Mapping {
  const at = chart.valToPos(0, scale, true);
  return { at, by: (chart.valToPos(to, scale, true) - at) / to };
}

/** Draws a column of steps as a line. */
export function drawSteps(chart: uPlot, steps: Steps, column: number, color: string): void {
  const { ctx, bbox } = chart;
  const shown = {
    fromMs: chart.posToVal(bbox.left, 'x', true),
    toMs: chart.posToVal(bbox.left + bbox.width, 'x', true),
  };
  const thick = 1.5 * devicePixelRatio;
  const line = lineOf(
    steps,
    column,
    shown,
    mappingOf(chart, 'x', shown.toMs),
    mappingOf(chart, 'y', 1),
    devicePixelRatio,
  );
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = thick;
  ctx.lineJoin = 'round';
  if (line.points > line.columns.length * BAND_POINTS) fillBand(ctx, line, thick);
  else strokeLine(ctx, line);
}
