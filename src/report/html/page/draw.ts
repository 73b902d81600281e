import type uPlot from 'uplot';
import type { PageStall } from '../page-data.js';
import { color } from './colors.js';
import type { Loop } from './loop.js';

const LEAST_PX = 2;

/** Where a stretch of time lies on the canvas, at least wide enough to be seen; null where it is out of sight. */
function stretch(chart: uPlot, startMs: number, durationMs: number): readonly [left: number, width: number] | null {
  const { left, width } = chart.bbox;
  const from = chart.valToPos(startMs, 'x', true);
  const to = chart.valToPos(startMs + durationMs, 'x', true);
  if (to < left || from > left + width) return null;
  const least = LEAST_PX * devicePixelRatio;
  return [from, Math.max(least, to - from)];
}

/** The stalls of a loop as bars: as wide as they were long, and as high on the scale of delays. */
export function drawStalls(chart: uPlot, stalls: readonly PageStall[]): void {
  const { ctx, bbox } = chart;
  for (const { startMs, durationMs, kind } of stalls) {
    const place = stretch(chart, startMs, durationMs);
    if (place === null) continue;
    const top = chart.valToPos(durationMs, 'y', true);
    ctx.fillStyle = color(`cause-${kind}`);
    ctx.fillRect(place[0], top, place[1], bbox.top + bbox.height - top);
  }
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
  for (const { startMs, durationMs, kind } of loop.stalls) {
    const place = stretch(chart, startMs, durationMs);
    if (place === null) continue;
    ctx.fillStyle = color(`cause-${kind}`);
    ctx.fillRect(place[0], top, place[1], bottom - top);
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
    const text = detail === '' ? name : `${name} ${detail}`;
    const width = ctx.measureText(text).width;
    const isLast = x + width + 4 * devicePixelRatio > bbox.left + bbox.width;
    const left = isLast ? x - width - 4 * devicePixelRatio : x + 4 * devicePixelRatio;
    if (!isNamed || left < takenTo) continue;
    ctx.fillText(text, left, bbox.top + 2 * devicePixelRatio);
    takenTo = left + width + 8 * devicePixelRatio;
  }
  ctx.setLineDash([]);
}

/** The requests that waited for each stall, as dots. */
export function drawWaited(chart: uPlot, stalls: readonly PageStall[]): void {
  const { ctx } = chart;
  ctx.fillStyle = color('waited');
  for (const { startMs, durationMs, requests } of stalls) {
    if (requests === null || requests === 0) continue;
    const place = stretch(chart, startMs, durationMs);
    if (place === null) continue;
    const top = chart.valToPos(requests, 'y', true);
    ctx.fillRect(place[0], top, place[1], chart.bbox.top + chart.bbox.height - top);
  }
}
