import { plural } from '../../../gate/figures.js';
import type { DiffReport } from '../../diff/diff-report.js';
import { markdown } from '../../diff/markdown.js';
import { remarks } from '../../diff/words.js';
import type { Renderer, RenderOptions } from '../../renderer.js';
import { type Assets, readAssets } from '../assets.js';
import { forScript, pageText } from '../document.js';
import { html, type Markup } from '../escape.js';
import { toDiffData } from './diff-data.js';
import { firstScreen } from './first-screen.js';

function shownRow(side: 'before' | 'after', { names, runs, shown }: DiffReport): Markup {
  return html`<tr><th scope="row">${side}</th><td><code>${names[side]}</code></td><td>${plural(runs[side], 'run')}</td><td>${shown === null ? '–' : html`<code>${shown[side].name}</code>`}</td></tr>`;
}

function method(report: DiffReport): Markup {
  const { withoutData } = report;
  const skipped =
    withoutData.length === 0
      ? ''
      : html`<h3>Runs that saw nothing</h3><ul>${withoutData.map((name) => html`<li><code>${name}</code></li>`)}</ul>`;
  return html`<section id="method" aria-labelledby="method-title"><h2 id="method-title">How it was judged</h2>
<ul>${remarks(report).map((text) => html`<li>${text}</li>`)}</ul>
<div class="scroll" tabindex="0" role="group" aria-labelledby="method-title"><table><thead><tr><th scope="col">side</th><th scope="col">given</th><th scope="col">runs</th><th scope="col">shown: the run in the middle</th></tr></thead><tbody>${shownRow('before', report)}${shownRow('after', report)}</tbody></table></div>${skipped}</section>`;
}

/** The comparison as one file that needs no other and no network. Made of nothing but it and the package's own files. */
export function renderDiffPage(report: DiffReport, options: RenderOptions, assets: Assets): string {
  const { cwd } = options;
  return pageText(
    {
      title: report.headline,
      skip: ['changed', 'what changed'],
      first: firstScreen(report, cwd),
      sections: [
        ['timeline', 'Timeline', forScript('timeline', 'Both runs, from their start')],
        ['culprits', 'Culprits', forScript('culprits', 'Culprits')],
        ['method', 'Method', method(report)],
      ],
      data: toDiffData(report, cwd, assets.pages, markdown.render(report, options)),
    },
    assets,
  );
}

export const diffPage: Renderer<DiffReport> = {
  render: (report, options) => renderDiffPage(report, options, readAssets('diff')),
};
