import { formatMs, formatShare, plural } from '../../../gate/figures.js';
import type { PageCulprit, PageData } from '../page-data.js';

/** Culprits that a ticket tells of; more are counted. */
const MOST_CULPRITS = 5;

/** Prose of ours as Markdown: what stands in backticks is code, and nothing else in it means anything. */
function plain(text: string): string {
  const parts = text.split(/`([^`]+)`/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return inlineCode(part);
      // Two codes side by side would read as one with a longer fence.
      return part === '' && index > 0 && index < parts.length - 1 ? ' ' : part.replace(/[`\\*_[\]<>#|~!@&]/g, '\\$&');
    })
    .join('');
}

/** Any text as inline code, with a fence longer than all the backticks in it. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

function codeBlock({ code, at }: PageCulprit): readonly string[] {
  if (code === null || at === null) return [];
  const lines = code.lines.map((text, index) => {
    const line = code.startLine + index;
    return `${line === at.line ? '>' : ' '} ${line} | ${text}`;
  });
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return ['', fence, ...lines, fence];
}

/** One culprit as Markdown. */
export function culpritTicket(culprit: PageCulprit): string {
  const { at, title, totalMs, share, count, worstMs, why, fix, gains } = culprit;
  const where = at === null ? 'no line of the code was seen' : inlineCode(at.place);
  const name = at === null || at.function === '' ? '' : ` in ${inlineCode(at.function)}`;
  return [
    `### ${plain(title)}`,
    '',
    `${where}${name}: ${formatMs(totalMs)} (${formatShare(share)} of blocked time), ${plural(count, 'stall')}, worst ${formatMs(worstMs)}`,
    ...codeBlock(culprit),
    ...(why === '' ? [] : ['', `**Why:** ${plain(why)}`]),
    ...(fix === '' ? [] : ['', `**Fix:** ${plain(fix)}`]),
    ...(gains.length === 0
      ? []
      : ['', `**Gain:** ${gains.map((gain) => `${gain[0]} ${gain[1]} → ${gain[2]}`).join(', ')}`]),
    '',
  ].join('\n');
}

/** The run as Markdown for a ticket: the verdict and the worst culprits. */
export function runTicket({ command, headline, verdict, culprits }: PageData): string {
  const guilty = culprits.filter((culprit) => culprit.guilty);
  const left = guilty.length - MOST_CULPRITS;
  return [
    `## loopcheck: ${plain(headline)}`,
    '',
    `${inlineCode(command)}: ${plain(verdict)}`,
    '',
    ...guilty.slice(0, MOST_CULPRITS).map(culpritTicket),
    ...(left > 0 ? [`And ${plural(left, 'more place')}.`, ''] : []),
  ].join('\n');
}
