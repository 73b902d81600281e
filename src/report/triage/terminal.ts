import type { RankedCulprit, RankedGroup } from '../../triage/ranking.js';
import type { Triage } from '../../triage/triage.js';
import type { RenderOptions } from '../renderer.js';
import { createInk, type Ink } from '../terminal/ink.js';
import { type Cell, columns, heading, paragraph } from '../terminal/layout.js';
import { clipEnd, clipStart } from '../text/width.js';
import { type Line, paintLine } from '../text/wrap.js';
import { duration, minute } from './figures.js';
import { answerSentences, count, fleetLine, noAnswer, placeOf, type Sentence, skipGroups } from './words.js';

const SHOWN_CULPRITS = 10;
const SHOWN_GROUPS = 12;
const SHOWN_FRAMES = 4;
const SHOWN_PATHS = 3;

function spans(ink: Ink, sentence: Sentence): Line {
  return sentence.map(({ text, isCode }) => (isCode ? ink.span(text, ink.cyan) : ink.span(text)));
}

function answers(ink: Ink, triage: Triage): readonly string[] {
  const found = answerSentences(triage);
  if (found.length === 0) {
    const isQuiet = triage.incomparable === null;
    const lead: Line = [
      { text: `${isQuiet ? ink.sign.pass : ink.sign.unknown} `, paint: isQuiet ? ink.green : ink.yellow },
    ];
    return paragraph(ink, [ink.span(noAnswer(triage))], 2, lead);
  }
  const shown = ink.all ? found : found.slice(0, SHOWN_CULPRITS);
  const rest = found.length - shown.length;
  return [
    ...shown.flatMap(({ answer, sentence }) => {
      const isBad = answer.kind === 'regression' || answer.kind === 'outlier-host';
      const sign = isBad ? ink.sign.fail : answer.kind === 'improvement' ? ink.sign.pass : ink.sign.warn;
      const paint = isBad ? ink.red : answer.kind === 'improvement' ? ink.green : ink.yellow;
      return paragraph(ink, spans(ink, sentence), 2, [{ text: `${sign} `, paint }]);
    }),
    ...(rest > 0 ? [ink.dim(`  and ${rest} more: --verbose shows all`)] : []),
  ];
}

/** Bars in proportion to the largest, empty slices the lowest. */
function trend(ink: Ink, { trendMs }: RankedCulprit): string {
  const { levels } = ink.sign;
  const worst = Math.max(...trendMs);
  return trendMs
    .map((ms) => levels[ms > 0 && worst > 0 ? Math.max(1, Math.round((ms / worst) * (levels.length - 1))) : 0] ?? '')
    .join('');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function culpritLines(ink: Ink, culprit: RankedCulprit, index: number): readonly string[] {
  const { cause, requests, hosts, versions, runs, firstMs, lastMs, example } = culprit;
  const facts = [
    `${duration(culprit.totalMs)} in ${count(culprit.count, 'stall')} (${percent(culprit.share)})`,
    `worst ${duration(culprit.worstMs)}`,
    requests === null ? 'requests not known' : `${count(requests, 'request')} delayed`,
    `${count(runs, 'trace')}${hosts.length > 0 ? ` on ${count(hosts.length, 'host')}` : ''}`,
  ];
  const versionRange = versions.length === 0 ? '' : `, ${count(versions.length, 'version')}`;
  const kind = cause.api === null ? cause.kind : `${cause.kind} ${cause.api}`;
  const frames = example === null ? [] : ink.all ? example.stack : example.stack.slice(0, SHOWN_FRAMES);
  const clipped = (text: string) => clipEnd(ink.show(text), ink.page - 6, ink.sign.ellipsis);
  return [
    '',
    ...paragraph(ink, [...spans(ink, placeOf(culprit)), ink.span(`  ${kind}`, ink.dim)], 4, [
      { text: `${String(index + 1).padStart(2)}. `, paint: ink.bold },
    ]),
    `    ${ink.red(trend(ink, culprit))}  ${ink.dim(ink.show(`${minute(firstMs)} to ${minute(lastMs)}${versionRange}`))}`,
    ...paragraph(ink, [ink.span(facts.join(', '))], 4),
    ...frames.map((frame) => {
      const place = `${frame.function === '' ? '(anonymous)' : frame.function} ${frame.file}:${frame.line}`;
      return ink.dim(`    ${ink.sign.calledBy} ${clipped(place)}`);
    }),
    ...(ink.all && example !== null ? [ink.dim(`    seen in ${clipped(example.path)}`)] : []),
  ];
}

function groupLines(ink: Ink, groups: readonly RankedGroup[]): readonly string[] {
  const shown = ink.all ? groups : groups.slice(0, SHOWN_GROUPS);
  const rows = shown.map((group): Cell[] => [
    group.key === null ? { text: 'not known', paint: ink.dim } : { text: clipEnd(ink.show(group.key), 40) },
    { text: duration(group.totalMs) },
    { text: percent(group.share) },
    { text: `${group.count}` },
    { text: group.requests === null ? '?' : `${group.requests}` },
    { text: `${group.culprits}` },
  ]);
  const head: Cell[] = ['', 'blocked', 'share', 'stalls', 'requests', 'culprits'].map((text) => ({
    text,
    paint: ink.dim,
  }));
  return columns([head, ...rows], [1, 2, 3, 4, 5]).map((line) => `  ${paintLine(line)}`);
}

function notes(ink: Ink, triage: Triage): readonly string[] {
  const { fleet, clocks } = triage;
  const lines: string[] = [];
  for (const { what, paths } of skipGroups(triage)) {
    const shown = (ink.all ? paths : paths.slice(0, SHOWN_PATHS)).map((path) => clipStart(ink.show(path), 60));
    const rest = paths.length - shown.length;
    lines.push(`${paths.length} ${what}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`);
  }
  for (const { host, movedMs } of clocks)
    lines.push(`The clock of ${host} was set by ${duration(movedMs)} between its traces: its times do not all fit.`);
  if (fleet.withoutVersion > 0) lines.push(`${count(fleet.withoutVersion, 'trace')} without an application's version.`);
  if (fleet.withoutHost > 0) lines.push(`${count(fleet.withoutHost, 'trace')} without a host.`);
  return lines.flatMap((line) => paragraph(ink, [ink.span(line, ink.dim)], 2, [{ text: `${ink.sign.bullet} ` }]));
}

/** The answers, then the ranking, for people. */
export function renderTerminal(triage: Triage, options: RenderOptions): string {
  const ink = createInk(options);
  const shown = ink.all ? triage.culprits : triage.culprits.slice(0, SHOWN_CULPRITS);
  const rest = triage.culprits.length - shown.length;
  const about = notes(ink, triage);
  const order = triage.order === 'time' ? 'time blocked' : 'requests delayed';
  const lines = [
    ...answers(ink, triage),
    ...paragraph(ink, [ink.span(fleetLine(triage), ink.dim)], 2),
    ...(shown.length > 0 ? ['', heading(ink, `Culprits by ${order}`)] : []),
    ...shown.flatMap((culprit, index) => culpritLines(ink, culprit, index)),
    ...(rest > 0 ? ['', ink.dim(`    and ${rest} more: --verbose shows all`)] : []),
    ...(triage.by === null ? [] : ['', heading(ink, `By ${triage.by}`), ...groupLines(ink, triage.groups)]),
    ...(about.length > 0 ? ['', ...about] : []),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
