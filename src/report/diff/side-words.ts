import type { SideFigures } from '../../gate/compare/compare.js';
import { formatMs, plural } from '../../gate/figures.js';

/** A side's figures as texts. */
export interface SideWords {
  /** What is judged: the worst stall less what it waited for a core. */
  readonly own: string;
  readonly clock: string;
  readonly stalls: string;
  readonly total: string;
}

/** `none` for each where that side does not have the culprit. */
export function sideWords(figures: SideFigures | null, runs: number): SideWords {
  if (figures === null) return { own: 'none', clock: 'none', stalls: 'none', total: 'none' };
  const { count, totalMs, worstMs } = figures;
  return {
    own: side(figures, runs),
    clock: formatMs(worstMs),
    stalls: Number.isInteger(count) ? plural(count, 'stall') : `${count} stalls`,
    total: formatMs(totalMs),
  };
}

function side(figures: SideFigures | null, runs: number): string {
  if (figures === null) return 'none';
  const seen = figures.runs < runs ? ` in ${figures.runs} of ${runs} runs` : '';
  return `${formatMs(figures.worstOwnMs)}${seen}`;
}
