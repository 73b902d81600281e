import type { Triage } from '../../../triage/triage.js';
import { duration } from '../../triage/figures.js';
import { answerSentences, count, fleetLine, noAnswer } from '../../triage/words.js';
import { html, type Markup } from '../escape.js';
import { answerCard, setSentence } from './answers.js';

const MOST_ANSWERS = 10;

interface Badge {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'unsure';
}

function badgeOf({ answers, incomparable }: Triage): Badge {
  if (answers.some(({ kind }) => kind === 'regression' || kind === 'outlier-host'))
    return { text: 'Worse', tone: 'bad' };
  if (answers.length > 0)
    return { text: 'Changed', tone: answers.some(({ kind }) => kind === 'daily') ? 'unsure' : 'good' };
  return incomparable === null ? { text: 'Nothing changed', tone: 'good' } : { text: 'No comparison', tone: 'unsure' };
}

function answersSection(triage: Triage): Markup {
  const found = answerSentences(triage);
  const cards = found.slice(0, MOST_ANSWERS).map(({ answer, sentence }) => answerCard(answer, sentence));
  const left = found.slice(MOST_ANSWERS);
  const more =
    left.length === 0
      ? ''
      : html`<details class="more"><summary>and ${left.length} more</summary><ol class="cards">${left.map(({ answer, sentence }) => answerCard(answer, sentence))}</ol></details>`;
  const body =
    found.length === 0
      ? html`<p class="card nothing">${noAnswer(triage)}</p>`
      : html`<ol class="cards">${cards}</ol>${more}`;
  return html`<section aria-labelledby="answers"><h2 id="answers">What changed</h2>${body}</section>`;
}

function tile(name: string, value: string | number): Markup {
  return html`<div class="tile"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function fleetCard({ fleet, culprits }: Triage): Markup {
  const { runs, hosts, versions, recordedMs, blockedMs } = fleet;
  return html`<section class="card" aria-labelledby="fleet"><h2 id="fleet">The fleet</h2>
<dl class="tiles">${tile('traces', runs)}${tile('hosts', hosts.length)}${tile('versions', versions.length)}${tile('recorded', duration(recordedMs))}${tile('blocked', duration(blockedMs))}${tile('culprits', culprits.length)}</dl></section>`;
}

/** What did not count, at a glance. */
function gaps({ fleet, skips }: Triage): Markup {
  const facts = [
    skips.length === 0 ? '' : `${count(skips.length, 'file')} did not count, or only in part`,
    fleet.withoutVersion === 0 ? '' : `${count(fleet.withoutVersion, 'trace')} without a version`,
    fleet.withoutHost === 0 ? '' : `${count(fleet.withoutHost, 'trace')} without a host`,
  ].filter(Boolean);
  if (facts.length === 0) return html``;
  return html`<section class="card" aria-labelledby="gaps"><h2 id="gaps">Not in the picture</h2><ul>${facts.map((fact) => html`<li>${fact}</li>`)}</ul><p class="more"><a href="#sources">which ones</a></p></section>`;
}

/** What a person sees first: the most certain answer, all of them with their figures, and what was read. */
export function firstScreen(triage: Triage): Markup {
  const badge = badgeOf(triage);
  const [first] = answerSentences(triage);
  return html`<header class="top">
<p class="brand">loopcheck triage <span class="badge ${badge.tone}">${badge.text}</span></p>
<h1>${first === undefined ? noAnswer(triage) : setSentence(first.sentence)}</h1>
<p class="run">${fleetLine(triage)}</p>
</header>
<div class="first">${answersSection(triage)}<div class="side">${fleetCard(triage)}${gaps(triage)}</div></div>`;
}
