import type { CulpritChange, LoopChange } from '../../../gate/compare/compare.js';
import { plural } from '../../../gate/figures.js';
import type { DiffReport } from '../../diff/diff-report.js';
import { sideWords } from '../../diff/side-words.js';
import { causeOf, LOOP_NAMES, loopFigure, pValue, sideName } from '../../diff/words.js';
import { html, type Markup } from '../escape.js';
import { placeOf } from '../frame-table.js';
import { STATUS_TONES } from './statuses.js';

const MOST_SHOWN = 3;

function isNews({ status }: CulpritChange): boolean {
  return status === 'new' || status === 'worse';
}

/** The longer of both fills the bar. */
function bars({ before, after }: CulpritChange): Markup {
  const [was, is] = [before?.worstOwnMs ?? 0, after?.worstOwnMs ?? 0];
  const most = Math.max(was, is, 1);
  const bar = (name: string, ms: number) =>
    html`<rect class="${name}" y="${name === 'bar-before' ? 0 : 5}" width="${((100 * ms) / most).toFixed(1)}" height="4"/>`;
  return html`<svg class="pair" viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">${bar('bar-before', was)}${bar('bar-after', is)}</svg>`;
}

function changeCard(change: CulpritChange, { runs }: DiffReport, cwd: string): Markup {
  const { status, location, before, after } = change;
  const [was, is] = [sideWords(before, runs.before), sideWords(after, runs.after)];
  const at = location === null ? null : placeOf(location, cwd);
  const where =
    at === null
      ? html`no line of your code was seen`
      : html`<code>${at.place}</code>${at.function === '' ? '' : html` in <code>${at.function}</code>`}`;
  const p = pValue(change.p);
  return html`<li class="card culprit-card ${STATUS_TONES[status]}">
<div class="culprit-head"><h3>${where}</h3><p class="figures"><span class="badge ${STATUS_TONES[status]}">${status}</span></p></div>
<p class="figures">${causeOf(change)}</p>
${bars(change)}
<p class="figures">worst <strong>${was.own} → ${is.own}</strong> of its own${p === '' ? '' : `, ${p}`}</p>
</li>`;
}

function news(report: DiffReport, cwd: string): Markup {
  const all = report.culprits.filter(isNews);
  const good = report.culprits.filter(({ status }) => status === 'better' || status === 'gone');
  const shown = all.length > 0 ? all : good;
  const title = all.length === 0 && good.length > 0 ? 'What got better' : 'What got worse';
  const left = shown.length - MOST_SHOWN;
  const more = left > 0 ? html`<p class="more"><a href="#culprits">and ${plural(left, 'more culprit')}</a></p>` : '';
  const body =
    shown.length === 0
      ? html`<p class="card nothing">Nothing changed for the worse or for the better.</p>`
      : html`<ol class="cards">${shown.slice(0, MOST_SHOWN).map((one) => changeCard(one, report, cwd))}</ol>${more}`;
  return html`<section aria-labelledby="changed"><h2 id="changed">${title}</h2>${body}</section>`;
}

function loopRow({ name, before, after, status, p }: LoopChange, isTested: boolean): Markup {
  const isChange = status === 'worse' || status === 'better';
  const badge = isChange ? html`<span class="badge ${STATUS_TONES[status]}">${status}</span>` : '';
  return html`<tr><th scope="row">${LOOP_NAMES[name]}</th><td>${loopFigure(name, before)}</td><td>${loopFigure(name, after)}</td><td>${badge}</td>${isTested ? html`<td>${pValue(p)}</td>` : ''}</tr>`;
}

function loopCard({ loop, names }: DiffReport): Markup {
  const isTested = loop.some(({ p }) => p !== null);
  return html`<section class="card" aria-labelledby="loop"><h2 id="loop">The loop</h2>
<div class="scroll" tabindex="0" role="group" aria-labelledby="loop"><table><thead><tr><th scope="col">figure</th><th scope="col"><span class="swatch before" aria-hidden="true"></span> before</th><th scope="col"><span class="swatch after" aria-hidden="true"></span> after</th><th scope="col">change</th>${isTested ? html`<th scope="col">p</th>` : ''}</tr></thead><tbody>${loop.map((row) => loopRow(row, isTested))}</tbody></table></div>
<p class="hint">before: <code>${names.before}</code>, after: <code>${names.after}</code></p></section>`;
}

/** What a person sees first: the verdict, what is new or worse, and the loops side by side. */
export function firstScreen(report: DiffReport, cwd: string): Markup {
  const { verdict, names, runs } = report;
  const isWorse = verdict.status === 'worse';
  return html`<header class="top">
<p class="brand">loopcheck diff <span class="badge ${isWorse ? 'bad' : 'good'}">${isWorse ? 'Worse' : 'Not worse'}</span></p>
<h1>${verdict.reason}</h1>
<p class="run"><code>${sideName(names.before, runs.before)}</code> → <code>${sideName(names.after, runs.after)}</code></p>
</header>
<div class="first">${news(report, cwd)}<div class="side">${loopCard(report)}</div></div>`;
}
