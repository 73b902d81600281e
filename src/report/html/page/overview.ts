import type { PageStall } from '../page-data.js';
import { placeBars } from './bars.js';
import { color } from './colors.js';
import { h } from './dom.js';
import type { Span, ViewRange } from './view-range.js';

const HEIGHT_PX = 40;
const LEAST_BRUSH_PX = 4;

function paint(canvas: HTMLCanvasElement, stalls: readonly PageStall[], whole: Span): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.max(1, canvas.clientWidth * ratio);
  canvas.height = HEIGHT_PX * ratio;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const worstMs = stalls.reduce((most, { durationMs }) => Math.max(most, durationMs), 1);
  const height = ({ durationMs }: PageStall) => Math.sqrt(durationMs / worstMs) * canvas.height;
  for (const { item, left, width, height: high } of placeBars(stalls, height, whole, canvas.width, ratio)) {
    context.fillStyle = color(`cause-${item.kind}`);
    context.fillRect(left, canvas.height - high, width, high);
  }
}

/** The whole run in small, with a brush over what is shown: a drag beside it draws a new one, a drag of it moves it. */
export function makeOverview(view: ViewRange): {
  readonly element: HTMLElement;
  readonly draw: (stalls: readonly PageStall[]) => void;
} {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const brush = h('div', { class: 'brush' });
  const element = h('div', { class: 'overview', 'aria-hidden': 'true' }, canvas, brush);
  const { whole } = view;
  const wholeMs = whole.toMs - whole.fromMs;
  let last: readonly PageStall[] = [];

  const msAt = (clientX: number) => {
    const box = element.getBoundingClientRect();
    return whole.fromMs + ((clientX - box.left) / box.width) * wholeMs;
  };
  const follow = ({ fromMs, toMs }: Span) => {
    brush.style.left = `${((fromMs - whole.fromMs) / wholeMs) * 100}%`;
    brush.style.width = `${((toMs - fromMs) / wholeMs) * 100}%`;
  };
  view.onChange(follow);
  follow(view.shown);

  element.addEventListener('pointerdown', (down) => {
    const startMs = msAt(down.clientX);
    const before = view.shown;
    const isAll = before.toMs - before.fromMs >= wholeMs;
    const moves = !isAll && startMs >= before.fromMs && startMs <= before.toMs;
    element.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent) => {
      const nowMs = msAt(event.clientX);
      if (Math.abs(event.clientX - down.clientX) < LEAST_BRUSH_PX) return;
      if (moves) {
        const byMs = Math.min(whole.toMs - before.toMs, Math.max(whole.fromMs - before.fromMs, nowMs - startMs));
        view.show({ fromMs: before.fromMs + byMs, toMs: before.toMs + byMs });
      } else view.show({ fromMs: Math.min(startMs, nowMs), toMs: Math.max(startMs, nowMs) });
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    });
  });
  element.addEventListener('dblclick', () => view.reset());

  const draw = (stalls: readonly PageStall[]) => {
    last = stalls;
    paint(canvas, stalls, whole);
  };
  new ResizeObserver(() => paint(canvas, last, whole)).observe(element);
  return { element, draw };
}
