import { formatMs, formatShare, plural } from '../../gate/figures.js';
import { isGuilty } from '../guilty.js';
import type { Report, WordedCulprit } from '../report.js';
import { shellQuote } from '../terminal/place.js';
import { budgetsCard } from './budgets-card.js';
import { html, type Markup, prose } from './escape.js';
import { placeOf } from './frame-table.js';
import { healthCard } from './health-card.js';

const MOST_CULPRITS = 3;

interface Badge {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'unsure' | 'neutral';
}

/** The verdict in two words. A run that nobody set a limit to has not passed anything. */
function badgeOf({ verdict, budgets, stalls }: Report): Badge {
  switch (verdict.status) {
    case 'fail':
      return { text: 'Budget broken', tone: 'bad' };
    case 'target-failed':
      return { text: 'Target failed', tone: 'bad' };
    case 'no-data':
      return { text: 'No data', tone: 'unsure' };
    case 'pass':
      if (budgets.length > 0) return { text: 'Within budget', tone: 'good' };
      return stalls.length === 0 ? { text: 'No stalls', tone: 'good' } : { text: 'No budget set', tone: 'neutral' };
  }
}

/** A bar as wide as the share, without a style attribute: the page's policy allows none. */
function shareBar(share: number): Markup {
  const width = Math.max(0.5, Math.min(100, share * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-rest" width="100" height="4"/><rect class="bar-share" width="${width}" height="4"/></svg>`;
}

function culpritCard(culprit: WordedCulprit, cwd: string): Markup {
  const { location, share, count, totalMs, worstMs } = culprit;
  const at = location === null ? null : placeOf(location, cwd);
  const where =
    at === null
      ? html`<p class="place">no line of your code was seen</p>`
      : html`<p class="place"><code>${at.place}</code>${at.function === '' ? '' : html` in <code>${at.function}</code>`}</p>`;
  const worst = count === 1 ? '' : `, worst ${formatMs(worstMs)}`;
  return html`<li class="card culprit-card ${culprit.severity}">
<div class="culprit-head"><h3>${culprit.title}</h3><p class="figures"><strong>${formatMs(totalMs)}</strong> · ${formatShare(share)} of blocked time</p></div>
<div class="culprit-head">${where}<p class="figures">${plural(count, 'stall')}${worst}</p></div>
${shareBar(share)}
<p class="fix"><strong>Fix</strong> ${prose(culprit.fix)}</p>
</li>`;
}

function fixFirst(report: Report, cwd: string): Markup {
  const guilty = report.culprits.filter(isGuilty);
  if (guilty.length === 0) {
    const text = report.probe.armed ? 'No line of your code held the loop up.' : 'Nothing was measured.';
    return html`<p class="card nothing">${text}</p>`;
  }
  const left = guilty.length - MOST_CULPRITS;
  const more = left > 0 ? html`<p class="more"><a href="#culprits">and ${plural(left, 'more place')}</a></p>` : '';
  return html`<ol class="cards">${guilty.slice(0, MOST_CULPRITS).map((one) => culpritCard(one, cwd))}</ol>${more}`;
}

function subtitle({ target, thresholdMs }: Report): Markup {
  const { nodeVersion, durationMs, attachedAfterMs } = target;
  const verb = attachedAfterMs === undefined ? 'ran' : 'watched';
  const facts = [
    durationMs === null ? '' : `${verb} for ${formatMs(durationMs)}`,
    nodeVersion === null ? '' : `Node ${nodeVersion.replace(/^v/, '')}`,
    `a stall is ${formatMs(thresholdMs)} or longer`,
  ].filter(Boolean);
  return html`<p class="run"><code>${target.command.map(shellQuote).join(' ')}</code> <span>${facts.join(' · ')}</span></p>`;
}

/** Where the headline is the gate's reason, the joke about the worst culprit stands beside it. */
function jest({ tone, headline, verdict, culprits }: Report): Markup {
  const joke = culprits.find(isGuilty)?.roast ?? '';
  return tone === 'roast' && headline === verdict.reason && joke !== ''
    ? html`<p class="roast">${prose(joke)}</p>`
    : html``;
}

/** What a person sees first, and all that one without scripts needs: verdict, headline, what to fix, budgets, health. */
export function firstScreen(report: Report, cwd: string): Markup {
  const badge = badgeOf(report);
  const { reason } = report.verdict;
  return html`<header class="top">
<p class="brand">loopcheck <span class="badge ${badge.tone}">${badge.text}</span></p>
<h1>${prose(report.headline)}</h1>
${subtitle(report)}
${report.headline === reason ? jest(report) : html`<p class="reason">${reason}</p>`}
</header>
<div class="first">
<section aria-labelledby="fix-first"><h2 id="fix-first">What to fix first</h2>${fixFirst(report, cwd)}</section>
<div class="side">${healthCard(report)}${budgetsCard(report)}</div>
</div>`;
}
