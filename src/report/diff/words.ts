import type { CulpritChange, LoopChange } from '../../gate/compare/compare.js';
import { formatMs, formatShare, plural } from '../../gate/figures.js';
import { displayPlace } from '../terminal/place.js';
import type { DiffReport } from './diff-report.js';
import { sideWords } from './side-words.js';

/** Sentences on what could not be read that are shown; more are counted. */
const MOST_PROBLEMS = 5;

/** The wording that the terminal and Markdown share. Texts from traces are not made safe here. */

export const LOOP_NAMES: Readonly<Record<LoopChange['name'], string>> = {
  p50Ms: 'p50',
  p99Ms: 'p99',
  maxMs: 'max',
  utilization: 'busy',
  blockedMs: 'blocked',
};

/** A figure of the loop. */
export function loopFigure(name: LoopChange['name'], value: number | null): string {
  return name === 'utilization' ? formatShare(value) : formatMs(value);
}

/** `p 0.008`, `p < 0.001`; '' where nothing was tested. */
export function pValue(p: number | null): string {
  if (p === null) return '';
  return p < 0.001 ? 'p < 0.001' : `p ${Number(p.toFixed(3))}`;
}

/** `src/app.js:12:3 in load`, or what is said where nobody's line was seen. */
export function placeOf({ location }: Pick<CulpritChange, 'location'>, cwd: string): string {
  if (location === null) return 'no line of yours';
  return displayPlace(location, cwd) + (location.function === '' ? '' : ` in ${location.function}`);
}

/** `fs.readFileSync`, or the kind of the cause where no call has a name. */
export function causeOf({ cause: { kind, api } }: Pick<CulpritChange, 'cause'>): string {
  return api === null ? kind : `${api} (${kind})`;
}

/** `main (5 runs)`. */
export function sideName(name: string, runs: number): string {
  return `${name} (${plural(runs, 'run')})`;
}

/** `worst 120 ms → 260 ms of its own`: what is judged. */
export function worstOf({ before, after }: CulpritChange, { runs }: DiffReport, arrow: string): string {
  return `worst ${sideWords(before, runs.before).own} ${arrow} ${sideWords(after, runs.after).own} of its own`;
}

/** `125 ms → 270 ms by the clock`, `3 stalls → 5 stalls`, `300 ms → 1.3 s in all`. */
export function amountOf({ before, after }: CulpritChange, { runs }: DiffReport, arrow: string): readonly string[] {
  const [was, is] = [sideWords(before, runs.before), sideWords(after, runs.after)];
  return [
    `${was.clock} ${arrow} ${is.clock} by the clock`,
    `${was.stalls} ${arrow} ${is.stalls}`,
    `${was.total} ${arrow} ${is.total} in all`,
  ];
}

/** What else there is to know, a sentence each. */
export function remarks(report: DiffReport): readonly string[] {
  const { note, differences, withoutData, problems, excused } = report;
  return [
    note,
    ...differences.map(({ before, after }) => `Compared by --force although ${before} and ${after} are not alike.`),
    ...(withoutData.length === 0
      ? []
      : [`${plural(withoutData.length, 'run')} saw nothing and ${withoutData.length === 1 ? 'is' : 'are'} left out.`]),
    ...problems.slice(0, MOST_PROBLEMS),
    ...(problems.length > MOST_PROBLEMS ? [`And ${problems.length - MOST_PROBLEMS} more of this kind.`] : []),
    ...(excused.before + excused.after === 0
      ? []
      : [
          `Not compared: ${plural(excused.before, 'culprit')} before and ${excused.after} after that the code is not ` +
            'to blame for, or that are deliberate.',
        ]),
  ];
}
