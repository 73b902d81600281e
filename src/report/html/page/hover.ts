import type uPlot from 'uplot';
import { formatMs, plural } from '../../../gate/figures.js';
import type { PageStall } from '../page-data.js';
import { causeChip } from './causes.js';
import { momentAt } from './course.js';
import { type Child, h } from './dom.js';
import { markText } from './draw.js';
import type { Loop } from './loop.js';

/** How far from a stall the pointer may be. */
const NEAR_PX = 5;
const GAP_PX = 14;

/** What there is to say where the pointer is, and what a click does; null where a click does nothing. */
export interface Told {
  readonly text: Child;
  readonly onClick: (() => void) | null;
}

/** The longest stall at `left` px of the chart. */
export function stallAt(chart: uPlot, { stalls }: Pick<Loop, 'stalls'>, left: number): PageStall | null {
  const fromMs = chart.posToVal(left - NEAR_PX, 'x');
  const toMs = chart.posToVal(left + NEAR_PX, 'x');
  let found: PageStall | null = null;
  for (const stall of stalls) {
    const isNear = stall.startMs <= toMs && stall.startMs + stall.durationMs >= fromMs;
    if (isNear && (found === null || stall.durationMs > found.durationMs)) found = stall;
  }
  return found;
}

/** What is known of a stall. */
export function stallText(stall: PageStall): Child {
  const { startMs, durationMs, kind, api, place, trigger, requests, timers, evidence } = stall;
  const waited = [
    requests === null || requests === 0 ? '' : plural(requests, 'request'),
    timers === null || timers === 0 ? '' : plural(timers, 'timer'),
  ].filter(Boolean);
  return [
    h('p', {}, h('strong', {}, formatMs(durationMs)), ` at ${formatMs(startMs)} `, causeChip(kind, api)),
    place === null ? null : h('p', {}, h('code', {}, place)),
    trigger === null ? null : h('p', {}, `serving ${trigger}`),
    waited.length === 0 ? null : h('p', {}, `${waited.join(' and ')} waited`),
    evidence === '' ? null : h('p', { class: 'evidence' }, evidence),
  ];
}

/** What a loop was like at `left` px of the chart, a line each. */
export function momentLines(chart: uPlot, loop: Loop, left: number): readonly string[] {
  const atMs = chart.posToVal(left, 'x');
  const moment = momentAt(loop.course, atMs);
  const near = chart.posToVal(left + NEAR_PX, 'x') - atMs;
  const collection = loop.collections.find(
    (gc) => gc.startMs - near <= atMs && atMs <= gc.startMs + gc.durationMs + near,
  );
  return [
    ...loop.marks.filter((mark) => Math.abs(mark.atMs - atMs) <= near).map(markText),
    moment === null ? '' : `longest delay about then ${formatMs(moment.maxDelayMs)}`,
    moment === null || moment.utilization === null ? '' : `busy ${Math.round(moment.utilization * 100)} %`,
    moment === null || moment.cpuShare === null ? '' : `CPU ${Math.round(moment.cpuShare * 100)} %`,
    moment === null || moment.openRequests === null ? '' : `${plural(moment.openRequests, 'request')} in flight`,
    collection === undefined ? '' : `${collection.kind} collection of ${formatMs(collection.durationMs)}`,
  ].filter(Boolean);
}

/** Of one loop: the stall at the pointer, else what the moment was like. */
export function toldOf(chart: uPlot, loop: Loop, left: number, onOpen: (stallId: number) => void): Told {
  const stall = stallAt(chart, loop, left);
  if (stall !== null) return { text: stallText(stall), onClick: () => onOpen(stall.id) };
  const lines = momentLines(chart, loop, left).map((text) => h('p', {}, text));
  return { text: [h('p', {}, h('strong', {}, `at ${formatMs(chart.posToVal(left, 'x'))}`)), lines], onClick: null };
}

/** Shows in `tip` what `tell` says of the place (px in the chart) where the pointer is, and acts on a click. */
export function addHover(chart: uPlot, tip: HTMLElement, tell: (left: number, top: number) => Told | null): void {
  const { over } = chart;
  const at = (event: MouseEvent): Told | null => {
    const box = over.getBoundingClientRect();
    return tell(event.clientX - box.left, event.clientY - box.top);
  };
  over.addEventListener('mousemove', (event) => {
    const told = at(event);
    if (told === null) return;
    over.style.cursor = told.onClick === null ? 'crosshair' : 'pointer';
    tip.replaceChildren(h('div', {}, told.text));
    tip.hidden = false;
    const frame = (tip.offsetParent ?? document.body).getBoundingClientRect();
    const x = event.clientX - frame.left;
    const isRight = x + GAP_PX + tip.offsetWidth > frame.width;
    const shownLeft = isRight ? Math.max(0, x - GAP_PX - tip.offsetWidth) : x + GAP_PX;
    tip.style.transform = `translate(${shownLeft}px, ${event.clientY - frame.top + GAP_PX}px)`;
  });
  over.addEventListener('mouseleave', () => {
    tip.hidden = true;
  });
  let downAt = 0;
  over.addEventListener('mousedown', (event) => {
    downAt = event.clientX;
  });
  over.addEventListener('click', (event) => {
    if (Math.abs(event.clientX - downAt) < NEAR_PX) at(event)?.onClick?.();
  });
}
