import type { Triage } from '../../../triage/triage.js';
import type { RenderOptions } from '../../renderer.js';
import { renderMarkdown } from '../../triage/markdown.js';
import { answerSentences, noAnswer } from '../../triage/words.js';
import { type Assets, readAssets } from '../assets.js';
import { forScript, type Page, pageText } from '../document.js';
import { firstScreen } from './first-screen.js';
import { groupsSection, sourcesSection } from './sections.js';
import { toTriageData } from './triage-data.js';

function titleOf(triage: Triage): string {
  const [first] = answerSentences(triage);
  return first === undefined ? noAnswer(triage) : first.sentence.map(({ text }) => text).join('');
}

/** The triage as one file that needs no other and no network. Made of nothing but it and the package's own files. */
export function renderTriagePage(triage: Triage, assets: Assets): string {
  const order = triage.order === 'time' ? 'time blocked' : 'requests delayed';
  const groups = groupsSection(triage);
  const sections: Page['sections'] = [
    ['culprits', 'Culprits', forScript('culprits', `Culprits by ${order}`)],
    ...(groups === null ? [] : ([['groups', `By ${triage.by}`, groups]] as const)),
    ['sources', 'What was read', sourcesSection(triage)],
  ];
  return pageText(
    {
      title: titleOf(triage),
      skip: ['answers', 'what changed'],
      first: firstScreen(triage),
      sections,
      data: toTriageData(triage, renderMarkdown(triage)),
    },
    assets,
  );
}

export function renderHtml(triage: Triage, _options: RenderOptions): string {
  return renderTriagePage(triage, readAssets('triage'));
}
