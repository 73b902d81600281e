import { targetFailed } from '../../gate/judge.js';
import { fingerprints } from '../ci/fingerprint.js';
import { type Remark, remarksOf } from '../ci/remark.js';
import { repoPlace, rootOf, scriptPath } from '../ci/repo-path.js';
import type { Renderer, RenderOptions } from '../renderer.js';
import type { Report } from '../report.js';
import { visible } from '../text/clean.js';
import { locationsOf, wholeFile } from './place.js';
import { levelOf, rulesOf } from './rules.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Code scanning follows a result from run to run by it. */
const FINGERPRINT = 'loopcheck/v1';

/** SARIF takes `[text](target)` for a link, in plain text too. */
function unlinked(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

function messageOf({ message, fix }: Remark): object {
  const text = [message, fix].filter(Boolean).join(' ');
  return { text: unlinked(text.replaceAll('`', '')) };
}

function propertiesOf({ finding, culprit, fix, title, location }: Remark, root: string): object {
  const source = finding ?? culprit;
  return {
    title,
    place: location === null ? null : visible(repoPlace(location, root)),
    fix,
    roast: visible(source?.roast ?? ''),
    ...(source === null ? {} : { count: source.count, totalMs: source.totalMs, stallIds: source.stallIds }),
  };
}

/**
 * Where a result is shown. GitHub refuses a whole file for one result that is not at a file of the repository, so what
 * has no such place is shown at the script that was launched.
 */
function placeOf({ location }: Remark, report: Report, options: RenderOptions): readonly object[] | null {
  const own = location === null ? null : locationsOf(location, rootOf(options));
  if (own !== null) return own;
  const script = scriptPath(report, options);
  return script === null ? null : wholeFile(script);
}

function notification(remark: Remark, root: string): object {
  return {
    level: levelOf(remark.severity),
    message: messageOf(remark),
    properties: propertiesOf(remark, root),
    ...(remark.about === 'run' ? { descriptor: { id: remark.rule } } : { associatedRule: { id: remark.rule } }),
  };
}

const EXIT_CODES: Readonly<Record<Report['verdict']['status'], number>> = {
  pass: 0,
  fail: 1,
  'no-data': 3,
  'target-failed': 1,
};

/** How loopcheck ended: as its target did where that failed, else by the verdict. */
function exitOf({ target, verdict }: Report): object {
  if (!targetFailed(target)) return { exitCode: EXIT_CODES[verdict.status] };
  return target.signal === null ? { exitCode: target.exitCode } : { exitSignalName: target.signal };
}

function invocation(report: Report, notifications: readonly object[]): object {
  return {
    executionSuccessful: report.probe.armed && report.verdict.status !== 'no-data',
    ...exitOf(report),
    toolExecutionNotifications: notifications,
    properties: {
      verdict: report.verdict.status,
      reason: visible(report.verdict.reason),
      certainty: report.verdict.certainty ?? 'high',
    },
  };
}

/** Figures are rounded to a tenth of a microsecond; SARIF has no word for what is no number. */
function tidy(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Number(value.toFixed(4)) : null;
}

/** SARIF 2.1.0 for code scanning: a result for each finding and each budget that does not hold. */
function render(report: Report, options: RenderOptions): string {
  const root = rootOf(options);
  const remarks = remarksOf(report, root);
  const names = fingerprints(remarks, root);
  const rules = rulesOf(report, options.about);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const results: object[] = [];
  const notifications: object[] = [];
  remarks.forEach((remark, index) => {
    const locations = remark.about === 'run' ? null : placeOf(remark, report, options);
    if (locations === null) {
      notifications.push(notification(remark, root));
      return;
    }
    results.push({
      ruleId: remark.rule,
      ruleIndex: indexOf.get(remark.rule) ?? -1,
      level: levelOf(remark.severity),
      message: messageOf(remark),
      locations,
      partialFingerprints: { [FINGERPRINT]: names[index] },
      properties: propertiesOf(remark, root),
    });
  });
  const version = options.about?.version();
  const driver = { name: 'loopcheck', ...(version === undefined ? {} : { version, semanticVersion: version }), rules };
  const run = {
    tool: { driver },
    invocations: [invocation(report, notifications)],
    columnKind: 'utf16CodeUnits',
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, tidy, 2)}\n`;
}

export const sarif: Renderer = { render };
