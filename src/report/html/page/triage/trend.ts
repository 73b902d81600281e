import { duration, minute } from '../../../triage/figures.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 240;
/** What blocked at all is at least this high, so that it can be seen. */
const LEAST = 0.06;

function svg(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Blocked time in slices of the fleet's time as bars, each named by its time where there is room to point at it. */
export function trendView(
  trendMs: readonly number[],
  height: number,
  span: { readonly startMs: number; readonly endMs: number } | null,
): SVGElement {
  const most = trendMs.reduce((one, other) => Math.max(one, other), 0);
  const element = svg('svg', {
    class: 'trend',
    viewBox: `0 0 ${WIDTH} ${height}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `Blocked over time, at most ${duration(most)} in one of ${trendMs.length} slices`,
  });
  const step = WIDTH / Math.max(1, trendMs.length);
  for (const [index, ms] of trendMs.entries()) {
    const high = ms === 0 || most === 0 ? 0 : Math.max(LEAST, ms / most) * height;
    const bar = svg('rect', {
      x: (index * step).toFixed(2),
      y: (height - Math.max(high, 1)).toFixed(2),
      width: (step * 0.85).toFixed(2),
      height: Math.max(high, 1).toFixed(2),
      class: ms === 0 ? 'trend-none' : 'trend-some',
    });
    if (span !== null) {
      const sliceMs = (span.endMs - span.startMs) / trendMs.length;
      const title = svg('title', {});
      title.textContent = `${minute(span.startMs + index * sliceMs)} UTC: ${duration(ms)}`;
      bar.append(title);
    }
    element.append(bar);
  }
  return element;
}
