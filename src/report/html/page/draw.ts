import type uPlot from 'uplot';
import type { TimelineMark } from '../../../analyze/diagnosis.js';
import type { PageStall } from '../page-data.js';
import { LEAST_BAR_PX, type PlacedBar, placeBars } from './bars.js';
import { color } from './colors.js';
import type { Loop } from './loop.js';

/** Where a stretch of time lies on the canvas, at least wide enough to be seen; null where it is out of sight. */
function stretch(chart: uPlot, startMs: number, durationMs: number): readonly [left: number, width: number] | null {
  const { left, width } = chart.bbox;
  const from = chart.valToPos(startMs, 'x', true);
  const to = chart.valToPos(startMs + durationMs, 'x', true);
  if (to < left || from > left + width) return null;
  const least = LEAST_BAR_PX * devicePixelRatio;
  return [from, Math.max(least, to - from)];
}

function placed(
  chart: uPlot,
  stalls: readonly PageStall[],
  height: (stall: PageStall) => number,
): readonly PlacedBar<PageStall>[] {
  const { left, width } = chart.bbox;
  const shown = { fromMs: chart.posToVal(left, 'x', true), toMs: chart.posToVal(left + width, 'x', true) };
  return placeBars(stalls, height, shown, width, LEAST_BAR_PX * devicePixelRatio);
}

/** Draws stalls from the bottom up, as high on the scale as `height` says, in the colour of each. */
export function drawBars(
  chart: uPlot,
  stalls: readonly PageStall[],
  height: (stall: PageStall) => number,
  colorOf: (stall: PageStall) => string,
): void {
  const { ctx, bbox } = chart;
  const bottom = bbox.top + bbox.height;
  for (const bar of placed(chart, stalls, height)) {
    if (bar.height <= 0) continue;
    const top = chart.valToPos(bar.height, 'y', true);
    ctx.fillStyle = colorOf(bar.item);
    ctx.fillRect(bbox.left + bar.left, top, bar.width, bottom - top);
  }
}

/** The stalls of a loop as bars: as wide as they were long, and as high on the scale of delays. */
export function drawStalls(chart: uPlot, stalls: readonly PageStall[]): void {
  drawBars(
    chart,
    stalls,
    ({ durationMs }) => durationMs,
    ({ kind }) => color(`cause-${kind}`),
  );
}

/** A loop's life and stalls in a row of the lanes. */
export function drawLane(chart: uPlot, loop: Loop, row: number): void {
  const { ctx } = chart;
  const top = chart.valToPos(row + 0.85, 'y', true);
  const bottom = chart.valToPos(row + 0.15, 'y', true);
  const life = stretch(chart, loop.life.fromMs, loop.life.toMs - loop.life.fromMs);
  if (life !== null) {
    ctx.fillStyle = color('lane');
    ctx.fillRect(life[0], top, life[1], bottom - top);
  }
  for (const bar of placed(chart, loop.stalls, ({ durationMs }) => durationMs)) {
    ctx.fillStyle = color(`cause-${bar.item.kind}`);
    ctx.fillRect(chart.bbox.left + bar.left, top, bar.width, bottom - top);
  }
}

/** Collections as a row of ticks at the bottom. */
export function drawCollections(chart: uPlot, { collections }: Loop): void {
  const { ctx, bbox } = chart;
  const height = 6 * devicePixelRatio;
  ctx.fillStyle = color('gc');
  for (const { startMs, durationMs } of collections) {
    const place = stretch(chart, startMs, durationMs);
    if (place !== null) ctx.fillRect(place[0], bbox.top + bbox.height - height, place[1], height);
  }
}

/** `listen 3000`. */
export function markText({ name, detail }: Pick<TimelineMark, 'name' | 'detail'>): string {
  return detail === '' ? name : `${name} ${detail}`;
}

/** The moments of a loop's life as dashed lines. */
export function drawMarks(chart: uPlot, { marks }: Loop, isNamed: boolean): void {
  const { ctx, bbox } = chart;
  ctx.strokeStyle = color('mark');
  ctx.fillStyle = color('muted');
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  let takenTo = Number.NEGATIVE_INFINITY;
  for (const { atMs, name, detail } of marks) {
    const x = chart.valToPos(atMs, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const text = markText({ name, detail });
    const width = ctx.measureText(text).width;
    const isLast = x + width + 4 * devicePixelRatio > bbox.left + bbox.width;
    const left = isLast ? x - width - 4 * devicePixelRatio : x + 4 * devicePixelRatio;
    if (!isNamed || left < takenTo) continue;
    ctx.fillText(text, left, bbox.top + 2 * devicePixelRatio);
    takenTo = left + width + 8 * devicePixelRatio;
  }
  ctx.setLineDash([]);
}

/** The requests that waited for each stall. */
export function drawWaited(chart: uPlot, stalls: readonly PageStall[]): void {
  drawBars(
    chart,
    stalls,
    ({ requests }) => requests ?? 0,
    () => color('waited'),
  );
}
