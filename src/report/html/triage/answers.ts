import type { Answer } from '../../../triage/answers.js';
import { duration } from '../../triage/figures.js';
import { count, type Sentence } from '../../triage/words.js';
import { html, type Markup } from '../escape.js';

/** What each kind of answer is called, and how bad it is, as a class of the style sheet. */
export const ANSWER_KINDS: Readonly<Record<Answer['kind'], readonly [name: string, tone: string]>> = {
  regression: ['blocks more', 'bad'],
  improvement: ['blocks less', 'good'],
  'outlier-host': ['odd host', 'bad'],
  daily: ['daily', 'unsure'],
};

/** A sentence with what comes from traces as code. */
export function setSentence(sentence: Sentence): Markup {
  return html`${sentence.map(({ text, isCode }) => (isCode === true ? html`<code>${text}</code>` : text))}`;
}

/** Two rates as bars: the larger fills its row. */
function rates(rows: readonly (readonly [name: string, className: string, msPerHour: number])[]): Markup {
  const most = Math.max(1, ...rows.map(([, , ms]) => ms));
  return html`<table class="rates"><thead class="unseen"><tr><th scope="col">when or where</th><th scope="col">rate as a bar</th><th scope="col">blocked in an hour</th></tr></thead><tbody>${rows.map(
    ([name, className, ms]) =>
      html`<tr><th scope="row">${name}</th><td><svg class="rate" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="${className}" width="${((100 * ms) / most).toFixed(1)}" height="4"/></svg></td><td>${duration(ms)} in an hour</td></tr>`,
  )}</tbody></table>`;
}

function groundsOf(answer: Answer): string {
  switch (answer.kind) {
    case 'regression':
    case 'improvement': {
      const { runs, hosts } = answer;
      const where = hosts.compared === 0 ? '' : `, ${hosts.changed} of ${count(hosts.compared, 'host')} changed`;
      return `${count(runs.before, 'trace')} before, ${runs.after} after${where}`;
    }
    case 'outlier-host':
      return `${count(answer.runs.host, 'trace')} of this host, ${answer.runs.others} of the others`;
    case 'daily':
      return `seen on ${count(answer.days, 'day')}`;
  }
}

function barsOf(answer: Answer): Markup {
  switch (answer.kind) {
    case 'regression':
    case 'improvement':
      return rates([
        ['before', 'bar-before', answer.beforeMsPerHour],
        ['after', 'bar-after', answer.afterMsPerHour],
      ]);
    case 'outlier-host':
      return rates([
        ['the others', 'bar-before', answer.othersMsPerHour],
        ['this host', 'bar-after', answer.hostMsPerHour],
      ]);
    case 'daily':
      return html``;
  }
}

/** One answer with its figures and its grounds. */
export function answerCard(answer: Answer, sentence: Sentence): Markup {
  const [name, tone] = ANSWER_KINDS[answer.kind];
  return html`<li class="card ${tone}"><p><span class="badge ${tone}">${name}</span> ${setSentence(sentence)}</p>
${barsOf(answer)}<p class="hint">${groundsOf(answer)}</p></li>`;
}
