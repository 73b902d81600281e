import type { BaselineChange } from '../../gate/baseline/outcome.js';
import { formatMs, plural } from '../../gate/figures.js';
import type { Report } from '../report.js';
import { GLUE, type Line } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';
import { heading, listed, paragraph } from './layout.js';
import { displayPath } from './place.js';

const INDENT = 2;

function placeOf({ location }: BaselineChange, cwd: string): string {
  if (location === null) return 'no line of yours';
  const { file, line, function: name } = location;
  return `${displayPath(file, cwd)}${line === null ? '' : `:${line}`}${name === '' ? '' : ` in ${name}`}`;
}

function figures({ before, after }: BaselineChange, arrow: string): string {
  const worst = after === null ? 'none' : formatMs(after.worstOwnMs);
  return before === null
    ? `worst ${worst} of its own`
    : `worst ${formatMs(before.worstOwnMs)} ${arrow} ${worst} of its own`;
}

function entry(
  ink: Ink,
  change: BaselineChange,
  cwd: string,
  sign: string,
  paint: Paint,
  word: string,
): readonly string[] {
  const { kind, api } = change.cause;
  const parts: Line[] = [
    [{ text: word, paint }],
    [ink.span(placeOf(change, cwd))],
    [ink.span(api ?? kind, ink.dim)],
    [{ text: figures(change, ink.sign.arrow).replaceAll(' ', GLUE), paint: ink.bold }],
  ];
  return paragraph(ink, listed(ink, parts), INDENT, [{ text: `${sign}${GLUE}`, paint }]);
}

/** New and worse culprits a line each, the others counted; all of them for those who ask for everything. */
export function baseline(ink: Ink, { baseline: outcome }: Report, cwd: string): readonly string[] {
  if (outcome === undefined) return [];
  const { sign } = ink;
  const told = (changes: readonly BaselineChange[], mark: string, paint: Paint, word: string) =>
    changes.flatMap((change) => entry(ink, change, cwd, mark, paint, word));
  const counts = [
    outcome.known.length > 0 ? `${plural(outcome.known.length, 'culprit')} known and not worse` : '',
    outcome.unclear.length > 0 ? `${outcome.unclear.length} unknown but near the threshold` : '',
    outcome.gone.length > 0 ? `${outcome.gone.length} gone` : '',
  ].filter(Boolean);
  const better = outcome.known.some(({ status }) => status === 'better') || outcome.gone.length > 0;
  const advice = better && outcome.status === 'pass' ? ' `--ratchet` writes down what got better.' : '';
  const words = outcome.status === 'no-data' ? outcome.reason : `${counts.join(', ')}.${advice}`;
  return [
    '',
    heading(ink, 'Baseline'),
    ...told(outcome.new, sign.fail, ink.red, 'new'),
    ...told(outcome.worse, sign.fail, ink.red, 'worse'),
    ...(ink.all ? told(outcome.known, sign.pass, ink.green, 'known') : []),
    ...(ink.all ? told(outcome.unclear, sign.unknown, ink.yellow, 'unclear') : []),
    ...(ink.all ? told(outcome.gone, sign.pass, ink.green, 'gone') : []),
    ...(counts.length === 0 && outcome.status !== 'no-data' ? [] : paragraph(ink, ink.prose(words, ink.dim), INDENT)),
  ];
}
