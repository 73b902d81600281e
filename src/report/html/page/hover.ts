import type uPlot from 'uplot';
import { formatMs, plural } from '../../../gate/figures.js';
import type { PageStall } from '../page-data.js';
import { causeChip } from './causes.js';
import { type Child, h } from './dom.js';
import type { Loop } from './loop.js';

/** How far from a stall the pointer may be. */
const NEAR_PX = 5;
const GAP_PX = 14;

/** The longest stall at the pointer. */
function stallAt(chart: uPlot, loop: Loop, left: number): PageStall | null {
  const fromMs = chart.posToVal(left - NEAR_PX, 'x');
  const toMs = chart.posToVal(left + NEAR_PX, 'x');
  let found: PageStall | null = null;
  for (const stall of loop.stalls) {
    const isNear = stall.startMs <= toMs && stall.startMs + stall.durationMs >= fromMs;
    if (isNear && (found === null || stall.durationMs > found.durationMs)) found = stall;
  }
  return found;
}

function stallText({ startMs, durationMs, kind, api, place, trigger, requests, timers, evidence }: PageStall): Child {
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

/** What happened at a moment where nothing stalled. */
function momentText(chart: uPlot, loop: Loop, left: number): Child {
  const atMs = chart.posToVal(left, 'x');
  const point = loop.course.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
  const near = chart.posToVal(left + NEAR_PX, 'x') - atMs;
  const marks = loop.marks.filter((mark) => Math.abs(mark.atMs - atMs) <= near);
  const collection = loop.collections.find(
    (gc) => gc.startMs - near <= atMs && atMs <= gc.startMs + gc.durationMs + near,
  );
  const parts = [
    point === undefined ? '' : `longest delay about then ${formatMs(point.maxDelayMs)}`,
    point === undefined || point.utilization === null ? '' : `busy ${Math.round(point.utilization * 100)} %`,
    point === undefined || point.cpuShare === null ? '' : `CPU ${Math.round(point.cpuShare * 100)} %`,
    collection === undefined ? '' : `${collection.kind} collection of ${formatMs(collection.durationMs)}`,
  ].filter(Boolean);
  return [
    h('p', {}, h('strong', {}, `at ${formatMs(atMs)}`)),
    marks.map(({ name, detail }) => h('p', {}, detail === '' ? name : `${name} ${detail}`)),
    parts.map((text) => h('p', {}, text)),
  ];
}

/** Says what happened where the pointer is, and opens a stall's culprit on a click. */
export function addHover(
  chart: uPlot,
  tip: HTMLElement,
  loopAt: (chart: uPlot, top: number) => Loop | undefined,
  onOpen: (stallId: number) => void,
): void {
  const { over } = chart;
  const at = (event: MouseEvent): readonly [Loop | undefined, number] => {
    const box = over.getBoundingClientRect();
    return [loopAt(chart, event.clientY - box.top), event.clientX - box.left];
  };
  over.addEventListener('mousemove', (event) => {
    const [loop, left] = at(event);
    if (loop === undefined) return;
    const stall = stallAt(chart, loop, left);
    over.style.cursor = stall === null ? 'crosshair' : 'pointer';
    tip.replaceChildren(h('div', {}, stall === null ? momentText(chart, loop, left) : stallText(stall)));
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
    const [loop, left] = at(event);
    const stall = loop === undefined ? null : stallAt(chart, loop, left);
    if (stall !== null && Math.abs(event.clientX - downAt) < NEAR_PX) onOpen(stall.id);
  });
}
