import type { Span } from '../text/wrap.js';
import type { Ink } from './ink.js';

/** Levels that delays below the threshold use; the rest is for stalls, so that even a small one stands out. */
const CALM_LEVELS = 3;

/** At most `count` values: neighbours are put together by their worst. */
export function squeeze(values: readonly number[], count: number): readonly number[] {
  if (values.length <= count) return values;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * values.length) / count);
    const to = Math.floor(((index + 1) * values.length) / count);
    return Math.max(...values.slice(from, to));
  });
}

/**
 * The level (0 to `levels` - 1) of a delay: below the threshold in proportion to it, above it by the logarithm, up to
 * the run's worst.
 */
export function levelOf(ms: number, thresholdMs: number, worstMs: number, levels: number): number {
  if (!(ms > 0)) return 0;
  if (ms < thresholdMs) return Math.min(CALM_LEVELS - 1, Math.floor((ms / thresholdMs) * CALM_LEVELS));
  if (worstMs <= thresholdMs) return CALM_LEVELS;
  const height = Math.log(ms / thresholdMs) / Math.log(worstMs / thresholdMs);
  return Math.min(levels - 1, CALM_LEVELS + Math.round(height * (levels - 1 - CALM_LEVELS)));
}

/** The lag over the run in one line of bars; bars of stalls are red. */
export function sparkline(ink: Ink, lagMs: readonly number[], thresholdMs: number, columns: number): readonly Span[] {
  const values = squeeze(lagMs, columns);
  const worst = Math.max(...values);
  return values.map((ms) => ({
    text: ink.sign.levels[levelOf(ms, thresholdMs, worst, ink.sign.levels.length)] ?? '',
    paint: ms >= thresholdMs ? ink.red : ink.green,
  }));
}
