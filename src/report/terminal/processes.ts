import { formatCount, formatMs, formatShare, plural } from '../../gate/figures.js';
import { type LoopNode, loopsIn, loopsWithNews, loopTree, targetLoop } from '../loops.js';
import type { ProcessInfo, Report } from '../report.js';
import { clipEnd, displayWidth } from '../text/width.js';
import { type Line, paintLine } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';
import { type Cell, columns, heading } from './layout.js';

/** Loops with news that are shown of a run that had many. */
const MOST_LOOPS = 10;
/** So few silent siblings are named; more are counted. */
const FEW_SILENT = 2;
/** A name shorter than this says nothing: figures make room for it. */
const FEWEST_NAME_COLUMNS = 14;
/** Levels beyond this are drawn no deeper. */
const MOST_LEVELS = 6;
const GAP = 2;

/** One line of the tree: a loop, or a word on those that are not shown. */
interface Row {
  /** The lines of the tree before it. */
  readonly lead: string;
  /** The same for lines that go on with it. */
  readonly rest: string;
  readonly info: ProcessInfo | null;
  readonly text: string;
}

interface Column {
  readonly head: string;
  readonly cell: (info: ProcessInfo) => Cell;
}

/** In the order of their weight: the last go first where there is no room. */
function figures(ink: Ink, thresholdMs: number): readonly Column[] {
  const delay = (ms: number | null): Cell =>
    ms === null ? { text: '' } : { text: formatMs(ms), paint: ms >= thresholdMs ? ink.red : ink.green };
  return [
    { head: 'blocked', cell: (info) => ({ text: info.stalls === 0 ? '' : formatMs(info.blockedMs), paint: ink.bold }) },
    { head: 'pid', cell: ({ pid, threadId }) => ({ text: threadId === 0 ? String(pid) : `thread ${threadId}` }) },
    { head: 'stalls', cell: ({ stalls }) => ({ text: stalls === 0 ? '' : formatCount(stalls) }) },
    { head: 'max', cell: ({ maxMs, worstMs }) => delay(maxMs ?? (worstMs > 0 ? worstMs : null)) },
    { head: 'p99', cell: ({ p99Ms }) => delay(p99Ms) },
    { head: 'busy', cell: ({ utilization }) => ({ text: utilization === null ? '' : formatShare(utilization) }) },
  ];
}

/** As they stand on the page. */
const SHOWN_ORDER = ['pid', 'stalls', 'blocked', 'max', 'p99', 'busy'];

/** The loops that are shown: those with news, worst first, up to a limit; all for those who ask for everything. */
function chosen(ink: Ink, report: Report, news: ReadonlySet<ProcessInfo>): ReadonlySet<ProcessInfo> {
  if (ink.all) return new Set(report.processes);
  const told = [...news].sort((a, b) => b.blockedMs - a.blockedMs);
  return new Set(told.slice(0, MOST_LOOPS));
}

function summary(hidden: readonly ProcessInfo[]): string {
  const blockedMs = hidden.reduce((sum, info) => sum + info.blockedMs, 0);
  const stalled = hidden.filter(({ stalls }) => stalls > 0).length;
  const more = `and ${formatCount(hidden.length)} more`;
  return stalled === 0
    ? `${more} without a stall`
    : `${more}, ${formatMs(blockedMs)} blocked in ${plural(stalled, 'loop')}`;
}

function rowsOf(
  ink: Ink,
  nodes: readonly LoopNode[],
  shown: ReadonlySet<ProcessInfo>,
  stem: string,
  level: number,
): Row[] {
  const holdsShown = (node: LoopNode) => loopsIn([node]).some((info) => shown.has(info));
  const kept = nodes.filter(holdsShown);
  const hidden = loopsIn(nodes.filter((node) => !holdsShown(node)));
  const named = hidden.length <= FEW_SILENT && hidden.every(({ stalls }) => stalls === 0) ? nodes : kept;
  const left = named === nodes ? [] : hidden;
  return [
    ...named.flatMap((node, index): Row[] => {
      const isLast = index === named.length - 1 && left.length === 0;
      const { lead, rest } = branch(ink, stem, level, isLast);
      const row = { lead, rest, info: node.info, text: nameOf(node.info) };
      return [row, ...rowsOf(ink, node.children, shown, level >= MOST_LEVELS ? stem : rest, level + 1)];
    }),
    ...(left.length === 0
      ? []
      : [{ ...branch(ink, stem, level, true), info: null, text: `${ink.sign.ellipsis} ${summary(left)}` }]),
  ];
}

/** Those without a parent stand at the margin. */
function branch(ink: Ink, stem: string, level: number, isLast: boolean): Pick<Row, 'lead' | 'rest'> {
  if (level === 0) return { lead: '', rest: '' };
  const [on, end, through] = ink.sign.tree;
  return { lead: stem + (isLast ? end : on), rest: stem + (isLast ? '   ' : through) };
}

function nameOf({ title, threadId }: ProcessInfo): string {
  return title !== '' ? title : threadId === 0 ? 'node' : 'worker';
}

/** What else is to be known of a loop, in a few words; '' for nothing. */
function remark(info: ProcessInfo, { target, stalls }: Report): string {
  if (info.threadId !== 0) return '';
  if (info.ended === 'running') return 'still running when the target had ended';
  // Who is ended while idle is ended on purpose, as pools and clusters do it.
  const diedBusy = stalls.some(
    ({ process, ongoing, threadId }) => ongoing && threadId === 0 && process === info.process,
  );
  const lost =
    info.ended === 'vanished' && target.stoppedBy === null && diedBusy ? 'killed, or crashed, in mid-stall' : '';
  return [info.outlivedParent ? 'outlived its parent' : '', lost].filter(Boolean).join('; ');
}

/** The event loops of the run as a tree; empty where only the target's own has something to say. */
export function processes(ink: Ink, report: Report): readonly string[] {
  const own = targetLoop(report);
  const news = loopsWithNews(report);
  const isWanted = ink.all || [...news].some((info) => info !== own);
  if (report.processes.length < 2 || !isWanted) return [];
  const rows = rowsOf(ink, loopTree(report.processes), chosen(ink, report, news), '', 0);
  const table = setTable(ink, rows, report);
  const lines = rows.flatMap((row, index) => {
    const words = row.info === null ? '' : remark(row.info, report);
    const line = table[index + 1] ?? '';
    return words === '' ? [line] : [line, clipped(ink, `${row.rest}  ${ink.show(words)}`, ink.yellow)];
  });
  return ['', heading(ink, `${report.processes.length} event loops`), table[0] ?? '', ...lines];
}

function clipped(ink: Ink, text: string, paint: Paint): string {
  return paintLine([{ text: clipEnd(text, ink.page, ink.sign.ellipsis), paint }]);
}

/** The heads, and a line for each row: names to the left, as many figures beside them as there is room for. */
function setTable(ink: Ink, rows: readonly Row[], report: Report): readonly string[] {
  const all = figures(ink, report.thresholdMs).map((column) => {
    const cells = rows.map(({ info }): Cell => (info === null ? { text: '' } : column.cell(info)));
    const width = Math.max(column.head.length, ...cells.map(({ text }) => displayWidth(text)));
    return { head: column.head, cells, width };
  });
  const room = (kept: typeof all) => ink.page - kept.reduce((sum, { width }) => sum + width + GAP, 0);
  const filled = all.filter(({ cells }) => cells.some(({ text }) => text !== ''));
  while (filled.length > 0 && room(filled) < FEWEST_NAME_COLUMNS) filled.pop();
  const kept = filled.sort((a, b) => SHOWN_ORDER.indexOf(a.head) - SHOWN_ORDER.indexOf(b.head));
  const names = rows.map(({ lead, text, info }): Cell => {
    const columnsLeft = info === null ? ink.page : room(kept);
    const name = clipEnd(lead + ink.show(text), columnsLeft, ink.sign.ellipsis);
    return info === null ? { text: name, paint: ink.dim } : { text: name };
  });
  const named = names.filter((_, index) => rows[index]?.info !== null);
  const table: Cell[][] = [
    [{ text: '' }, ...kept.map(({ head }) => ({ text: head, paint: ink.dim }))],
    ...named.map((name, index) => [name, ...kept.map(({ cells }) => cellsOfLoops(cells, rows)[index] ?? { text: '' })]),
  ];
  const set = columns(
    table,
    kept.map((_, index) => index + 1),
  ).map((line: Line) => paintLine(line));
  let next = 1;
  return [
    set[0] ?? '',
    ...rows.map(({ info }, index) => (info === null ? paintLine([names[index] ?? { text: '' }]) : (set[next++] ?? ''))),
  ];
}

function cellsOfLoops(cells: readonly Cell[], rows: readonly Row[]): readonly Cell[] {
  return cells.filter((_, index) => rows[index]?.info !== null);
}
