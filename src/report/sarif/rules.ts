import { budgetFigure, budgetName } from '../budget-words.js';
import { CATALOGUE, type Entry, limitSentence } from '../catalogue.js';
import type { About } from '../renderer.js';
import type { Report, WordedFinding } from '../report.js';
import { plainText } from '../terminal/page.js';
import { visible } from '../text/clean.js';

export type Level = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<WordedFinding['severity'], Level>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF's word for a severity. */
export function levelOf(severity: WordedFinding['severity']): Level {
  return LEVELS[severity];
}

/** A `reportingDescriptor`. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: Level };
  readonly properties: { readonly tags: readonly string[] };
}

/** `blocking-call` as `BlockingCall`, which is how SARIF wants names. */
function pascal(words: string): string {
  return words.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A summary as a sentence. */
function sentence({ name, summary }: Entry): string {
  const text = summary.replaceAll('`', '') || name;
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}

function findingRule(entry: Entry, about: About | undefined): Rule {
  const limits = entry.limits.map((limit) => `- ${limitSentence(limit)}`);
  const markdown = about?.page(entry.id) ?? [`# ${entry.name}`, entry.summary, limits.join('\n')].join('\n\n').trim();
  return {
    id: entry.id,
    name: pascal(entry.id),
    shortDescription: { text: entry.name },
    fullDescription: { text: sentence(entry) },
    help: { text: plainText(markdown), markdown },
    defaultConfiguration: { level: levelOf(entry.severities[0] ?? 'info') },
    properties: { tags: ['event-loop', 'performance'] },
  };
}

/** One rule for the budgets of one name, whatever their scopes. */
function budgetRule(name: string, budgets: Report['budgets']): Rule {
  const limits = budgets.map((budget) => `${visible(budgetName(budget))}: ${budgetFigure(name, budget.limit)}`);
  const text = `A budget that was set for this run does not hold. Limits: ${limits.join('; ')}.`;
  return {
    id: `budget/${name}`,
    name: pascal(`budget-${name}`),
    shortDescription: { text: `Budget ${name}` },
    fullDescription: { text: 'A budget that was set for this run does not hold.' },
    help: { text, markdown: text.replace(/[\\`*_<>[\]|]/g, '\\$&') },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['event-loop', 'performance', 'budget'] },
  };
}

/** A rule for every finding in the table, and one for each budget that was set. */
export function rulesOf({ budgets }: Report, about: About | undefined): readonly Rule[] {
  const names = [...new Set(budgets.map(({ name }) => name))];
  const rules = names.map((name) =>
    budgetRule(
      name,
      budgets.filter((budget) => budget.name === name),
    ),
  );
  return [...CATALOGUE.map((entry) => findingRule(entry, about)), ...rules];
}
