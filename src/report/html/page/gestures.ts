import type uPlot from 'uplot';
import type { ViewRange } from './view-range.js';

/** A step of a button or a key: this part of what is shown, and this much closer. */
export const PAN_STEP = 0.25;
export const ZOOM_STEP = 0.5;
/** The same of a turn of the wheel. */
const WHEEL_PAN = 0.1;
const WHEEL_ZOOM = 1.25;

/** Arrow keys move, plus and minus zoom, Home shows all: on the focused charts, as with the buttons. */
export function addKeys(element: HTMLElement, view: ViewRange): void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => view.pan(-PAN_STEP),
    ArrowRight: () => view.pan(PAN_STEP),
    '+': () => view.zoom(ZOOM_STEP),
    '=': () => view.zoom(ZOOM_STEP),
    '-': () => view.zoom(1 / ZOOM_STEP),
    Home: () => view.reset(),
  };
  element.addEventListener('keydown', (event) => {
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}

/** A wheel with Ctrl zooms where the pointer is, one with Shift or to the side moves on; else the page scrolls. */
export function addWheel(chart: uPlot, view: ViewRange): void {
  chart.over.addEventListener(
    'wheel',
    (event) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey) {
        const left = event.clientX - chart.over.getBoundingClientRect().left;
        view.zoom(event.deltaY > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, chart.posToVal(left, 'x'));
      } else if (Math.abs(sideways) > 0 && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)))
        view.pan(Math.sign(sideways) * WHEEL_PAN);
      else return;
      event.preventDefault();
    },
    { passive: false },
  );
}
