import { formatCount, formatMs, formatShare, plural } from '../../gate/figures.js';
import { loadSentence } from '../load.js';
import type { ProcessInfo, Report, TitledSuppression, WordedFinding } from '../report.js';
import { untold } from '../terminal/findings.js';
import { html, type Markup, prose } from './escape.js';
import { placeOf } from './frame-table.js';

function whereOf(location: WordedFinding['location'], cwd: string): Markup {
  return location === null ? html`` : html`<p class="place"><code>${placeOf(location, cwd).place}</code></p>`;
}

function extentOf({ totalMs, count }: WordedFinding): string {
  if (totalMs > 0) return formatMs(totalMs);
  return count === 0 ? 'not seen to run' : plural(count, 'time');
}

function findingItem(finding: WordedFinding, report: Report, cwd: string): Markup {
  const { title, message, fix, roast, severity, location } = finding;
  const joke = report.tone === 'roast' && roast !== '' ? html`<p class="roast">${prose(roast)}</p>` : '';
  return html`<li class="card finding ${severity}"><h3>${title} <span class="badge ${severity}">${severity}</span></h3>
${whereOf(location, cwd)}<p class="figures">${extentOf(finding)}</p><p>${prose(message)}</p>${joke}${fix === '' ? '' : html`<p class="fix"><strong>Fix</strong> ${prose(fix)}</p>`}</li>`;
}

function silencedItem({ id, location, reason, expires }: TitledSuppression, cwd: string): Markup {
  const until = expires === null ? '' : ` (until ${expires})`;
  return html`<li><code>${id}</code> ${location === null ? '' : html`<code>${placeOf(location, cwd).place}</code>`} ${prose(reason)}${until}</li>`;
}

/** What was found besides the stalls of the culprits, and what the user silenced. */
export function findingsSection(report: Report, cwd: string): Markup {
  const left = untold(report);
  const { suppressed } = report;
  const found =
    left.length === 0
      ? html`<p class="hint">Nothing besides the culprits above.</p>`
      : html`<ul class="cards">${left.map((finding) => findingItem(finding, report, cwd))}</ul>`;
  const silenced =
    suppressed.length === 0
      ? ''
      : html`<h3>${plural(suppressed.length, 'finding')} silenced</h3><ul>${suppressed.map((one) => silencedItem(one, cwd))}</ul>`;
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>${found}${silenced}</section>`;
}

const ENDINGS: Readonly<Record<ProcessInfo['ended'], string>> = {
  exit: 'exited',
  signal: 'ended by a signal',
  running: 'still running',
  'let-go': 'goes on without the probe',
  vanished: 'vanished',
};

function processRow(info: ProcessInfo): Markup {
  const { pid, threadId, title, nodeVersion, stalls, blockedMs, worstMs, p99Ms, utilization, ended, exitCode } = info;
  const ending = ended === 'exit' && exitCode !== null ? `exit ${exitCode}` : ENDINGS[ended];
  const cells = [
    threadId === 0 ? `pid ${pid}` : `pid ${pid}, worker ${threadId}`,
    nodeVersion.replace(/^v/, ''),
    formatCount(stalls),
    stalls === 0 ? '–' : formatMs(blockedMs),
    stalls === 0 ? '–' : formatMs(worstMs),
    p99Ms === null ? '–' : formatMs(p99Ms),
    utilization === null ? '–' : formatShare(utilization),
    info.outlivedParent ? `${ending}, outlived its parent` : ending,
  ];
  return html`<tr><th scope="row">${title === '' ? 'node' : title}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

const PROCESS_HEADS = ['loop', 'id', 'Node', 'stalls', 'blocked', 'worst', 'p99', 'busy', 'ended'];

/** Every loop of the run, processes and workers. */
export function processesSection({ processes }: Report): Markup {
  const body =
    processes.length === 0
      ? html`<p class="hint">No Node process was seen.</p>`
      : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="processes-title"><table><thead><tr>${PROCESS_HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${processes.map(processRow)}</tbody></table></div>`;
  return html`<section id="processes" aria-labelledby="processes-title"><h2 id="processes-title">Processes and workers</h2>${body}</section>`;
}

function fact(name: string, value: string | Markup): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function endingOf({ target }: Report): string {
  if (target.attachedAfterMs !== undefined && target.stoppedBy !== null) {
    return `it went on when loopcheck left (${target.stoppedBy})`;
  }
  if (target.stoppedBy !== null) return `stopped by loopcheck (${target.stoppedBy})`;
  if (target.signal !== null) return `ended by ${target.signal}`;
  return target.exitCode === null ? 'unknown' : `exit code ${target.exitCode}`;
}

function list(title: string, sentences: readonly string[]): Markup {
  if (sentences.length === 0) return html``;
  return html`<h3>${title}</h3><ul>${sentences.map((sentence) => html`<li>${prose(sentence)}</li>`)}</ul>`;
}

function probeWords({ armed, importedFrom, mode }: Report['probe']): string {
  if (importedFrom !== undefined) return `none: imported (${importedFrom.join(', ')})`;
  return armed ? `armed, ${mode} mode` : 'never armed';
}

/** What was run, with what, what the probe cost, and what it could not see. */
export function environmentSection(report: Report): Markup {
  const { target, probe, load, tracePath } = report;
  const dropped = probe.droppedEvents === 0 ? 'none' : formatCount(probe.droppedEvents);
  const loaded = load === null ? null : loadSentence(load);
  return html`<section id="environment" aria-labelledby="environment-title"><h2 id="environment-title">Environment</h2>
<dl class="facts">${fact('Node', target.nodeVersion ?? 'unknown')}${fact('Target', endingOf(report))}${fact('Probe', probeWords(probe))}${fact('Probe’s cost', probe.overheadMs === null ? 'unknown' : `${formatMs(probe.overheadMs)} of the target’s time`)}${fact('Events dropped', dropped)}${load === null ? '' : fact('Load', html`<code>${load.command}</code>`)}${tracePath === null ? '' : fact('Trace', html`<code>${tracePath}</code>`)}</dl>
${list('What could not be seen', probe.blind)}${list('Notes', [...(loaded === null ? [] : [loaded]), ...report.notices, ...report.problems])}</section>`;
}
