import { formatMs, formatShare, plural } from '../../gate/figures.js';
import { type BudgetResult, isBinding } from '../../gate/verdict.js';
import { budgetActual, budgetFigure, budgetName } from '../budget-words.js';
import { rootOf } from '../ci/repo-path.js';
import { isGuilty } from '../guilty.js';
import type { Renderer, RenderOptions } from '../renderer.js';
import type { Report, WordedCulprit, WordedFinding } from '../report.js';
import { clipEnd } from '../text/width.js';
import { culpritInFull, findingInBrief, placed, titled } from './culprit.js';
import { cutToFit } from './cut-to-fit.js';
import { code, plain, prose, table } from './escape.js';

/** A comment on GitHub or GitLab holds 64 KiB; this leaves room for what others put around it. */
const MOST_BYTES = 60_000;
/** More than these nobody reads in a comment. */
const IN_FULL = 3;
const IN_TABLE = 20;
const BUDGETS_SHOWN = 50;
const BUDGET_COLUMNS = 120;
const FINDINGS_SHOWN = 10;
const SILENCED_SHOWN = 20;
const NOTES_SHOWN = 10;

const CUT = '_The report was cut here to fit; the other formats have all of it._';

const HEADS: Readonly<Record<Report['verdict']['status'], string>> = {
  pass: '✅ passed',
  fail: '❌ failed',
  'no-data': '❔ no data',
  'target-failed': '❌ the target failed',
};

function head(report: Report): string {
  const { status, reason } = report.verdict;
  const opener = report.headline === reason ? [] : [`\n${prose(report.headline)}`];
  return [`### loopcheck: ${HEADS[status]}`, '', `**${prose(reason)}**`, ...opener].join('\n');
}

const STATUS = { pass: '✅ holds', fail: '❌ broken', 'no-data': '❔ no data' } as const;

function statusOf(budget: BudgetResult): string {
  return budget.status === 'fail' && !isBinding(budget) ? '⚠️ broken, only warns' : STATUS[budget.status];
}

function budgets({ budgets, verdict }: Report): readonly string[] {
  if (budgets.length === 0) return [];
  const rows = budgets
    .slice(0, BUDGETS_SHOWN)
    .map((budget) => [
      code(clipEnd(budgetName(budget), BUDGET_COLUMNS)),
      budgetActual(budget).join(', '),
      budgetFigure(budget.name, budget.limit),
      statusOf(budget),
    ]);
  const left = budgets.length - rows.length;
  const reasons = new Set(budgets.flatMap(({ reason }) => reason ?? []));
  const notes = [...reasons].filter((reason) => reason !== verdict.reason).slice(0, NOTES_SHOWN);
  if (verdict.doubt !== undefined) notes.push(`The verdict is not certain: ${verdict.doubt}`);
  return [
    table(['budget', 'actual', 'limit', ''], rows),
    ...(left > 0 ? [`And ${plural(left, 'more budget')}.`] : []),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${prose(note)}`).join('\n')]),
  ];
}

function health({ loop, stalls, target }: Report): readonly string[] {
  const figures = [
    ...(loop.p50Ms === null ? [] : [`p50 ${formatMs(loop.p50Ms)}`]),
    ...(loop.p99Ms === null ? [] : [`p99 ${formatMs(loop.p99Ms)}`]),
    ...(loop.maxMs === null ? [] : [`max ${formatMs(loop.maxMs)}`]),
    ...(loop.utilization === null ? [] : [`busy ${formatShare(loop.utilization)}`]),
  ];
  if (figures.length === 0) return [];
  const whole = target.durationMs === null ? '' : ` of ${formatMs(target.durationMs)}`;
  const blocked =
    stalls.length === 0 ? 'never blocked' : `${plural(stalls.length, 'stall')}, ${formatMs(loop.blockedMs)}${whole}`;
  return [plain(`Loop: ${[...figures, blocked].join(' · ')}`)];
}

/** Folded away; the words of the summary are ours. The empty lines make what is inside Markdown again. */
function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function moreCulprits(culprits: readonly WordedCulprit[], root: string): readonly string[] {
  if (culprits.length === 0) return [];
  const rows = culprits
    .slice(0, IN_TABLE)
    .map(({ location, title, count, totalMs, worstMs }) => [
      placed(location, root),
      titled(title),
      plural(count, 'stall'),
      formatMs(totalMs),
      formatMs(worstMs),
    ]);
  const left = culprits.length - rows.length;
  const rest = left > 0 ? `\n\nAnd ${plural(left, 'more place')}.` : '';
  const heads = ['where', 'what', 'stalls', 'in all', 'worst'];
  return [details(`${plural(culprits.length, 'more culprit')}`, table(heads, rows) + rest)];
}

function findings(report: Report, told: readonly WordedCulprit[], root: string): readonly string[] {
  const spoken = new Set<WordedFinding | null>(told.map(({ finding }) => finding));
  const others = report.findings.filter((finding) => !spoken.has(finding));
  if (others.length === 0) return [];
  const shown = others.slice(0, FINDINGS_SHOWN).map((finding) => findingInBrief(report, finding, root));
  const left = others.length - shown.length;
  const rest = left > 0 ? `\n- … and ${plural(left, 'more finding')}` : '';
  const body = shown.join('\n') + rest;
  const weighty = others.some(({ severity }) => severity !== 'info');
  const summary = told.length === 0 ? plural(others.length, 'finding') : plural(others.length, 'other finding');
  return weighty && told.length === 0 ? [body] : [details(summary, body)];
}

function faultless({ culprits }: Report): readonly string[] {
  const machine = culprits.filter(({ codesFault }) => !codesFault);
  if (machine.length === 0) return [];
  const lines = machine.map(({ title, message }) => `- **${titled(title)}**: ${prose(message)}`);
  return [details('Not your code', lines.join('\n'))];
}

function silenced({ suppressed }: Report, root: string): readonly string[] {
  if (suppressed.length === 0) return [];
  const lines = suppressed
    .slice(0, SILENCED_SHOWN)
    .map(({ id, location, reason }) => `- ${code(id)} ${placed(location, root)} ${prose(reason)}`);
  const left = suppressed.length - lines.length;
  return [
    details(
      `${plural(suppressed.length, 'finding')} silenced`,
      [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n'),
    ),
  ];
}

function notes({ notices, problems, probe }: Report): readonly string[] {
  const dropped = probe.droppedEvents > 0 ? [`${plural(probe.droppedEvents, 'event')} dropped.`] : [];
  const texts = [...notices, ...problems, ...dropped];
  const lines = texts.slice(0, NOTES_SHOWN).map((text) => `- ${prose(text)}`);
  const left = texts.length - lines.length;
  return lines.length === 0 ? [] : [[...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n')];
}

function foot({ target, probe, tracePath }: Report): string {
  const parts = [
    target.command.length === 0 ? '' : code(target.command.join(' ').slice(0, 200)),
    target.nodeVersion === null ? '' : `Node ${plain(target.nodeVersion)}`,
    probe.overheadMs === null ? '' : `loopcheck took ${formatMs(probe.overheadMs)} of it`,
    probe.mode === 'deep' ? 'deep mode' : '',
    tracePath === null ? '' : `trace ${code(tracePath.slice(-200))}`,
  ];
  return `<sub>\n\n${parts.filter(Boolean).join(' · ')}\n\n</sub>`;
}

/** The report as a comment on a pull request: the verdict, the budgets, the worst culprits, and the rest folded away. */
function render(report: Report, options: RenderOptions): string {
  const root = rootOf(options);
  const guilty = report.culprits.filter(isGuilty);
  const full = guilty.slice(0, IN_FULL);
  const blocks = [
    head(report),
    ...budgets(report),
    ...health(report),
    ...full.map((culprit, index) => culpritInFull(report, culprit, index + 1, root)),
    ...moreCulprits(guilty.slice(IN_FULL), root),
    ...findings(report, guilty, root),
    ...faultless(report),
    ...silenced(report, root),
    ...notes(report),
    foot(report),
  ];
  return cutToFit(blocks, Math.min(options.maxBytes ?? MOST_BYTES, MOST_BYTES), CUT);
}

export const markdown: Renderer = { render };
