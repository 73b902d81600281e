import { plural } from '../gate/figures.js';
import { type BudgetResult, isBinding } from '../gate/verdict.js';
import { budgetName, budgetSentence } from './budget-words.js';
import { type Remark, remarksOf } from './ci/remark.js';
import { repoPath, repoPlace, rootOf } from './ci/repo-path.js';
import type { Renderer, RenderOptions } from './renderer.js';
import type { Report } from './report.js';
import { visible } from './text/clean.js';
import { xmlAttribute, xmlText } from './text/xml.js';

interface Outcome {
  /** `failure`: judged and not good. `error`: could not be judged. `skipped`: told, and nothing depends on it. */
  readonly tag: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
}

interface TestCase {
  readonly name: string;
  /** Null for a test that passed. */
  readonly outcome: Outcome | null;
  /** Lines of evidence. */
  readonly evidence: readonly string[];
}

/** What the texts depend on besides what they are about. */
interface Setting {
  readonly root: string;
  readonly tone: Report['tone'];
}

const MEASURED = 'the event loop was measured';
const ENDED_WELL = 'the target ended well';

function runCases(report: Report): readonly TestCase[] {
  const { status, reason } = report.verdict;
  const of = (name: string, isBad: boolean, proof: string): TestCase => ({
    name,
    outcome: isBad ? { tag: 'error', type: status, message: visible(reason) } : null,
    evidence: isBad ? [] : [proof],
  });
  const seen = `${plural(report.processes.length, 'event loop')}, ${plural(report.stalls.length, 'stall')}`;
  return [
    of(MEASURED, status === 'no-data' || !report.probe.armed, seen),
    of(ENDED_WELL, status === 'target-failed', visible(report.target.command.join(' '))),
  ];
}

function budgetCase(budget: BudgetResult, remark: Remark | undefined, setting: Setting): TestCase {
  const sentence = remark?.message ?? visible(budgetSentence(budget));
  const tag = !isBinding(budget) ? 'skipped' : budget.status === 'no-data' ? 'error' : 'failure';
  return {
    name: visible(budgetName(budget)),
    outcome: remark === undefined ? null : { tag, type: budget.status, message: sentence },
    evidence: [sentence, ...evidenceOf(remark, setting)],
  };
}

/** Findings break a build where no budget was set to judge by, or where one is broken; else they are told alone. */
function findingCase(remark: Remark, areBudgetsKept: boolean, setting: Setting): TestCase {
  const { finding, location, severity, title, message } = remark;
  const where = location === null ? '' : ` in ${visible(repoPath(location.file, setting.root) ?? location.file)}`;
  const name = location === null || location.function === '' ? '' : `, ${visible(location.function)}`;
  const tag = severity === 'error' && !areBudgetsKept ? 'failure' : 'skipped';
  return {
    // Without the line: services follow a test from run to run by its name.
    name: `${finding?.id ?? remark.rule}${where}${name}`,
    outcome: { tag, type: severity, message: `${title}: ${message}` },
    evidence: evidenceOf(remark, setting),
  };
}

function evidenceOf(remark: Remark | undefined, { root, tone }: Setting): readonly string[] {
  if (remark === undefined) return [];
  const { location, culprit, fix, finding } = remark;
  const roast = tone === 'roast' ? (finding?.roast ?? '') : '';
  return [
    ...(location === null ? [] : [`at    ${visible(repoPlace(location, root))}`]),
    ...(culprit === null || culprit.why === '' ? [] : [`why   ${visible(culprit.why)}`]),
    ...(fix === '' ? [] : [`fix   ${fix}`]),
    ...(roast === '' ? [] : [`roast ${visible(roast)}`]),
  ];
}

/** Names that come twice get a number: services take tests of one name for one test. */
function uniquelyNamed(cases: readonly TestCase[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

function casesOf(report: Report, setting: Setting): readonly TestCase[] {
  const remarks = remarksOf(report, setting.root);
  const binding = report.budgets.filter(isBinding);
  const areBudgetsKept = binding.length > 0 && binding.every(({ status }) => status === 'pass');
  const findings = remarks.filter(({ about, severity }) => about === 'finding' && severity !== 'info');
  return uniquelyNamed([
    ...runCases(report),
    ...report.budgets.map((one) =>
      budgetCase(
        one,
        remarks.find(({ budget }) => budget === one),
        setting,
      ),
    ),
    ...findings.map((remark) => findingCase(remark, areBudgetsKept, setting)),
  ]);
}

function element({ name, outcome, evidence }: TestCase, suite: string): readonly string[] {
  const open = `    <testcase classname="${xmlAttribute(suite)}" name="${xmlAttribute(name)}" time="0"`;
  const lines = [
    ...(outcome === null ? [] : [result(outcome, evidence)]),
    ...(evidence.length === 0 ? [] : [`      <system-out>${xmlText(evidence.join('\n'))}</system-out>`]),
  ];
  return lines.length === 0 ? [`${open}/>`] : [`${open}>`, ...lines, '    </testcase>'];
}

/** GitLab shows what is inside the element, Jenkins the message too. */
function result({ tag, type, message }: Outcome, evidence: readonly string[]): string {
  if (tag === 'skipped') return `      <skipped message="${xmlAttribute(message)}"/>`;
  const body = xmlText([message, ...evidence.filter((line) => line !== message)].join('\n'));
  return `      <${tag} type="${xmlAttribute(type)}" message="${xmlAttribute(message)}">${body}</${tag}>`;
}

const MS_PER_SECOND = 1000;

/** The suite's name. Jenkins takes what stands before a dot for a package, so it has none. */
function suiteName({ target }: Report): string {
  const words = target.command.map((word) => word.split(/[\\/]/).at(-1) ?? word);
  return `loopcheck: ${visible(words.join(' '))}`.replaceAll('.', '_');
}

/** JUnit's XML as GitLab and Jenkins read it: a test for the run, for each budget, and for each finding but `info`. */
function render(report: Report, options: RenderOptions): string {
  const cases = casesOf(report, { root: rootOf(options), tone: report.tone });
  const suite = suiteName(report);
  const seconds = ((report.target.durationMs ?? 0) / MS_PER_SECOND).toFixed(3);
  const count = (tag: Outcome['tag']): number => cases.filter(({ outcome }) => outcome?.tag === tag).length;
  const totals = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" time="${seconds}"`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="loopcheck" ${totals}>`,
    `  <testsuite name="${xmlAttribute(suite)}" ${totals} skipped="${count('skipped')}">`,
    ...cases.flatMap((one) => element(one, suite)),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`;
}

export const junit: Renderer = { render };
