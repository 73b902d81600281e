import { formatShare } from '../../../gate/figures.js';
import type { RankedGroup } from '../../../triage/ranking.js';
import type { Triage } from '../../../triage/triage.js';
import { duration } from '../../triage/figures.js';
import { skipGroups } from '../../triage/words.js';
import { html, type Markup } from '../escape.js';

function groupRow({ key, totalMs, share, count, worstMs, requests, runs, culprits }: RankedGroup): Markup {
  const cells = [
    duration(totalMs),
    formatShare(share),
    String(count),
    duration(worstMs),
    requests === null ? 'unknown' : String(requests),
    String(runs),
    String(culprits),
  ];
  const name = key === null ? 'not known' : html`<code>${key}</code>`;
  return html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

const GROUP_HEADS = ['blocked', 'share', 'stalls', 'worst', 'requests', 'traces', 'culprits'];

/** The fleet's time by the dimension that was asked for; null where none was. */
export function groupsSection({ by, groups }: Triage): Markup | null {
  if (by === null) return null;
  return html`<section id="groups" aria-labelledby="groups-title"><h2 id="groups-title">By ${by}</h2>
<div class="scroll" tabindex="0" role="group" aria-labelledby="groups-title"><table><thead><tr><th scope="col">${by}</th>${GROUP_HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${groups.map(groupRow)}</tbody></table></div></section>`;
}

function names(title: string, values: readonly string[], unknown: number): Markup {
  const without = unknown === 0 ? '' : html`<li class="hint">${unknown} without one</li>`;
  return html`<div><dt>${title}</dt><dd>${values.length + unknown === 0 ? '–' : html`<ul class="names">${values.map((value) => html`<li><code>${value}</code></li>`)}${without}</ul>`}</dd></div>`;
}

/** What was read, and what was not. */
export function sourcesSection(triage: Triage): Markup {
  const { fleet, skips, clocks } = triage;
  const groups = skipGroups(triage);
  const messages = new Map(skips.map(({ path, message }) => [path, message]));
  const skipped = groups.map(
    ({ what, paths }) =>
      html`<details class="skips"><summary>${paths.length} ${what}</summary><ul>${paths.map((path) => html`<li><code>${path}</code> ${messages.get(path) ?? ''}</li>`)}</ul></details>`,
  );
  const clockNotes = clocks.map(
    ({ host, movedMs }) =>
      html`<li>The clock of <code>${host}</code> was set by ${duration(movedMs)} between its traces: its times do not all fit.</li>`,
  );
  return html`<section id="sources" aria-labelledby="sources-title"><h2 id="sources-title">What was read</h2>
<dl class="facts">${names('Hosts', fleet.hosts, fleet.withoutHost)}${names('Versions', fleet.versions, fleet.withoutVersion)}${names('Node', fleet.nodeVersions, 0)}</dl>
${skipped.length === 0 ? html`<p class="hint">All that was given could be read.</p>` : html`<h3>What did not count</h3>${skipped}`}
${clockNotes.length === 0 ? '' : html`<h3>Clocks</h3><ul>${clockNotes}</ul>`}</section>`;
}
