import type { Location, StackFrame } from '../../analyze/diagnosis.js';
import { formatMs, formatShare } from '../../gate/figures.js';
import type { Report, WordedCulprit, WordedFinding, Words } from '../report.js';
import { worstOf } from '../roast/facts.js';
import { GLUE, type Line, type Span } from '../text/wrap.js';
import { circumstances, whenServing } from './circumstances.js';
import { codeFrame } from './code-frame.js';
import type { Ink, Paint } from './ink.js';
import { labelled, listed, paragraph, ruled } from './layout.js';
import { callerSpans } from './packages.js';
import { displayPlace, fileUrl } from './place.js';
import { frameSpans, wholeStack } from './stack.js';

/** Columns that everything under a culprit's heading is set in by. */
const BODY_INDENT = 3;
/** Callers shown of a blamed helper. */
const MOST_CALLERS = 3;
/** A caller that was there for less of the stall explains little of it. */
const CALLER_SHARE = 0.5;

/** Red for what did harm, yellow for what will, plain for what is worth knowing. */
export function severityPaint(ink: Ink, severity: WordedFinding['severity']): Paint {
  if (severity === 'error') return ink.red;
  return severity === 'warning' ? ink.yellow : ink.cyan;
}

function placeLine(
  ink: Ink,
  { location, package: label }: WordedCulprit,
  stack: readonly StackFrame[],
  cwd: string,
): Line {
  if (location === null) return [ink.span('no line of your code was seen on the stack', ink.dim)];
  const place = ink.span(displayPlace(location, cwd), ink.link(fileUrl(location.file), ink.cyan));
  const name: Line =
    location.function === '' ? [] : [{ text: ' in ', paint: ink.dim }, ink.span(location.function, ink.bold)];
  const isIn = label !== null && frameAt(stack, location)?.package === label;
  return [place, ...name, ...(isIn ? [{ text: ' of ', paint: ink.dim }, ink.span(label)] : [])];
}

function frameAt(stack: readonly StackFrame[], location: Location): StackFrame | undefined {
  return stack.find(({ file, line }) => file === location.file && line === location.line);
}

/** `bcryptjs@3.0.2, called from routes/login.ts:31`: whose code took the time, where that is not the line's own. */
function insideOf(
  ink: Ink,
  { location, package: label }: WordedCulprit,
  stack: readonly StackFrame[],
  cwd: string,
): readonly string[] {
  if (label === null || location === null || frameAt(stack, location)?.package === label) return [];
  const from: Line = [{ text: ', called from ' }, ...callerSpans(ink, location, cwd)];
  return labelled(ink, 'in', [ink.span(label, ink.bold), ...from], BODY_INDENT);
}

/** The user's functions that called the blamed line, nearest first. */
function callers(stack: readonly StackFrame[], location: Location): readonly StackFrame[] {
  const blamed = stack.findIndex(({ file, line }) => file === location.file && line === location.line);
  const above = stack.slice(blamed + 1).filter(({ origin, share }) => origin === 'app' && share >= CALLER_SHARE);
  const fresh = above.filter((frame, index) => frame.function !== (above[index - 1]?.function ?? location.function));
  return blamed < 0 ? [] : fresh.slice(0, MOST_CALLERS);
}

function calledBy(ink: Ink, culprit: WordedCulprit, stack: readonly StackFrame[], cwd: string): readonly string[] {
  const { location } = culprit;
  const frames = location === null ? [] : callers(stack, location);
  if (frames.length === 0) return [];
  const items = frames.map((frame, index): Line => {
    const arrow: Span[] = index === 0 ? [] : [{ text: ` ${ink.sign.calledBy} `, paint: ink.dim }];
    return [...arrow, ...frameSpans(ink, frame, cwd)];
  });
  return labelled(ink, 'from', items.flat(), BODY_INDENT);
}

/** `p99 212 → 14 ms`; the unit is said once where both have it. Empty when nothing changes for the better. */
export function improvement(ink: Ink, name: string, beforeMs: number | null, afterMs: number | null): string {
  if (beforeMs === null || afterMs === null) return '';
  const before = formatMs(beforeMs);
  const after = formatMs(afterMs);
  if (before === after || afterMs >= beforeMs) return '';
  const [value, unit] = before.split(' ');
  const short = before.split(' ').length === 2 && after.endsWith(` ${unit}`) ? value : before;
  return `${name} ${short} ${ink.sign.arrow} ${after}`;
}

/** What the run would have been without this culprit. */
function gain(ink: Ink, { without }: WordedCulprit, { loop }: Report): readonly string[] {
  const items = [
    improvement(ink, 'p99', loop.p99Ms, without.p99Ms),
    improvement(ink, 'max', loop.maxMs, without.maxMs),
    improvement(ink, 'blocked', loop.blockedMs, without.blockedMs),
  ].filter(Boolean);
  if (items.length === 0) return [];
  const spans = items.map((text): Line => [{ text: text.replaceAll(' ', GLUE), paint: ink.green }]);
  return labelled(ink, 'gain', listed(ink, spans), BODY_INDENT);
}

/**
 * The joke and the fix, as every finding shows them. `earlier` holds the fixes of the culprits before it: what was said
 * once is referred to by the culprit's number.
 */
export function advice(
  ink: Ink,
  { roast, fix }: Words,
  tone: Report['tone'],
  earlier: readonly string[],
): readonly string[] {
  const said = earlier.indexOf(fix);
  const text = said < 0 ? fix : `as for ${said + 1}`;
  return [
    ...(tone === 'roast' && roast !== '' ? labelled(ink, 'roast', ink.prose(roast, ink.italic), BODY_INDENT) : []),
    ...(fix === '' ? [] : labelled(ink, 'fix', ink.prose(text), BODY_INDENT)),
  ];
}

function beside(ink: Ink, finding: WordedFinding, tone: Report['tone']): readonly string[] {
  const joke = tone === 'roast' && finding.roast !== '' ? ink.prose(` ${finding.roast}`, ink.italic) : [];
  return labelled(ink, 'also', [...ink.prose(finding.message), ...joke], BODY_INDENT);
}

/** One culprit in full, after those whose fixes are `earlier`: where, the code, why, the joke, the fix, and what fixing it would buy. */
export function culpritInFull(
  ink: Ink,
  report: Report,
  culprit: WordedCulprit,
  earlier: readonly string[],
  cwd: string,
): readonly string[] {
  const own = new Set(culprit.stallIds);
  const stalls = report.stalls.filter(({ id }) => own.has(id));
  const stack = worstOf(stalls)?.stack ?? [];
  const paint = severityPaint(ink, culprit.severity);
  const title: Line = [
    { text: `${earlier.length + 1}. `.padEnd(BODY_INDENT), paint },
    ink.span(culprit.title, ink.bold),
  ];
  const figures: Line = [
    { text: formatMs(culprit.totalMs).replaceAll(' ', GLUE), paint },
    { text: ` ${ink.sign.dot} `, paint: ink.dim },
    { text: `${formatShare(culprit.share)} of blocked time`.replaceAll(' ', GLUE), paint: ink.dim },
  ];
  const when = whenServing(ink, culprit);
  const source = culprit.location === null ? undefined : report.sources.get(culprit.location.file);
  const frame = culprit.location === null ? [] : codeFrame(ink, source, culprit.location, BODY_INDENT - 1);
  const facts = circumstances(culprit, stalls, report).map((text): Line => [ink.span(text, ink.dim)]);
  return [
    ...ruled(ink, title, figures, BODY_INDENT),
    ...paragraph(ink, placeLine(ink, culprit, stack, cwd), BODY_INDENT),
    ...paragraph(ink, listed(ink, facts), BODY_INDENT),
    ...(frame.length === 0 ? [] : ['', ...frame, '']),
    ...(when.length === 0 ? [] : labelled(ink, 'when', when, BODY_INDENT)),
    ...insideOf(ink, culprit, stack, cwd),
    ...(ink.all ? wholeStack(ink, stack, cwd, BODY_INDENT) : calledBy(ink, culprit, stack, cwd)),
    ...(culprit.why === '' ? [] : labelled(ink, 'why', ink.prose(culprit.why), BODY_INDENT)),
    ...advice(ink, culprit, report.tone, earlier),
    ...culprit.besides.flatMap((finding) => beside(ink, finding, report.tone)),
    ...gain(ink, culprit, report),
  ];
}
