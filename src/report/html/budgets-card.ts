import { formatCount, formatMs } from '../../gate/figures.js';
import type { BudgetResult } from '../../gate/verdict.js';
import type { Report } from '../report.js';
import { html, type Markup } from './escape.js';

const WORDS: Readonly<Record<BudgetResult['status'], string>> = { pass: 'held', fail: 'broken', 'no-data': 'no data' };
const TONES: Readonly<Record<BudgetResult['status'], string>> = { pass: 'good', fail: 'bad', 'no-data': 'unsure' };

function figure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  return name.endsWith('Ms') ? formatMs(value) : formatCount(value);
}

function row({ name, limit, actual, status }: BudgetResult): Markup {
  return html`<tr><th scope="row"><code>${name}</code></th><td>${figure(name, actual)}</td><td>${figure(name, limit)}</td><td><span class="badge ${TONES[status]}">${WORDS[status]}</span></td></tr>`;
}

/** The budgets, or how to set one. */
export function budgetsCard({ budgets }: Report): Markup {
  const body =
    budgets.length === 0
      ? html`<p class="hint">None was set. <code>--max-stall 100ms</code> makes a run fail on a longer pause.</p>`
      : html`<table><thead><tr><th scope="col">budget</th><th scope="col">actual</th><th scope="col">limit</th><th scope="col">status</th></tr></thead><tbody>${budgets.map(row)}</tbody></table>`;
  return html`<section class="card" aria-labelledby="budgets"><h2 id="budgets">Budgets</h2>${body}</section>`;
}
