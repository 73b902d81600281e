import type { Triage } from '../../triage/triage.js';
import { visible } from '../text/clean.js';
import { duration, minute } from './figures.js';
import { answerSentences, fleetLine, noAnswer, placeOf, type Sentence, skipGroups } from './words.js';

const SHOWN_CULPRITS = 20;

/** Text from a trace where Markdown and HTML mean nothing. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@$:]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function setSentence(sentence: Sentence): string {
  return sentence.map(({ text, isCode }) => (isCode ? `<code>${escaped(text)}</code>` : escaped(text))).join('');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The triage for a ticket or a pull request. */
export function renderMarkdown(triage: Triage): string {
  const found = answerSentences(triage);
  const culprits = triage.culprits
    .slice(0, SHOWN_CULPRITS)
    .map((culprit, index) =>
      row([
        String(index + 1),
        setSentence(placeOf(culprit)),
        escaped(culprit.cause.api ?? culprit.cause.kind),
        duration(culprit.totalMs),
        String(culprit.count),
        duration(culprit.worstMs),
        culprit.requests === null ? '?' : String(culprit.requests),
        String(culprit.hosts.length),
        `${minute(culprit.firstMs)} to ${minute(culprit.lastMs)}`,
      ]),
    );
  const groups = triage.groups.map((group) =>
    row([
      group.key === null ? 'not known' : `<code>${escaped(group.key)}</code>`,
      duration(group.totalMs),
      String(group.count),
      group.requests === null ? '?' : String(group.requests),
    ]),
  );
  const lines = [
    ...(found.length > 0 ? found.map(({ sentence }) => `- ${setSentence(sentence)}`) : [escaped(noAnswer(triage))]),
    '',
    escaped(fleetLine(triage)),
    ...(culprits.length === 0
      ? []
      : [
          '',
          row(['', 'culprit', 'cause', 'blocked', 'stalls', 'worst', 'requests', 'hosts', 'seen (UTC)']),
          row(['--:', '---', '---', '--:', '--:', '--:', '--:', '--:', '---']),
          ...culprits,
        ]),
    ...(triage.by === null
      ? []
      : ['', row([triage.by, 'blocked', 'stalls', 'requests']), row(['---', '--:', '--:', '--:']), ...groups]),
    ...skipGroups(triage).flatMap(({ what, paths }, index) => [
      ...(index === 0 ? [''] : []),
      `- ${paths.length} ${what}, such as <code>${escaped(paths[0] ?? '')}</code>`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
