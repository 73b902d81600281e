import { formatMs, formatShare } from '../../gate/figures.js';
import type { Report } from '../report.js';
import { html, type Markup } from './escape.js';

const WIDTH = 240;
const HEIGHT = 36;

/** The worst delay of each slice of the run as bars on a scale of roots, so that small ones show beside large ones. */
function sparkline(lagMs: readonly number[], thresholdMs: number): Markup {
  const most = Math.max(thresholdMs, ...lagMs);
  const step = WIDTH / lagMs.length;
  const bars = lagMs.map((ms, index) => {
    const height = Math.max(1, Math.sqrt(ms / most) * HEIGHT);
    const place = html`x="${(index * step).toFixed(2)}" y="${(HEIGHT - height).toFixed(2)}"`;
    return html`<rect class="${ms >= thresholdMs ? 'lag-bad' : 'lag-good'}" ${place} width="${Math.max(0.5, step * 0.85).toFixed(2)}" height="${height.toFixed(2)}"/>`;
  });
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Delay of the loop over the run, worst ${formatMs(Math.max(...lagMs))}">${bars}</svg>`;
}

function tile(name: string, value: string, tone: 'good' | 'bad' | 'neutral'): Markup {
  return html`<div class="tile ${tone}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function delayTile(name: string, ms: number | null, thresholdMs: number): Markup {
  return tile(name, formatMs(ms), ms === null ? 'neutral' : ms >= thresholdMs ? 'bad' : 'good');
}

/** The figures of the target's loop and its lag over the run. */
export function healthCard({ loop, thresholdMs }: Report): Markup {
  const blocked = loop.blockedMs === 0 ? 'never' : formatMs(loop.blockedMs);
  return html`<section class="card" aria-labelledby="health"><h2 id="health">Loop health</h2>
<dl class="tiles">${delayTile('p50', loop.p50Ms, thresholdMs)}${delayTile('p90', loop.p90Ms, thresholdMs)}${delayTile('p99', loop.p99Ms, thresholdMs)}${delayTile('max', loop.maxMs, thresholdMs)}${tile('busy', formatShare(loop.utilization), 'neutral')}${tile('blocked', blocked, loop.blockedMs > 0 ? 'bad' : 'good')}</dl>
${loop.lagMs.length === 0 ? '' : sparkline(loop.lagMs, thresholdMs)}</section>`;
}
