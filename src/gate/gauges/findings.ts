import type { Finding } from '../../analyze/diagnosis.js';
import { matcher } from '../../analyze/glob.js';
import { isCalled } from '../../analyze/silence/names.js';
import type { Evidence } from '../evidence.js';
import { formatCount, plural } from '../figures.js';
import type { Gauge, Measured } from './gauge.js';

function isAsked(finding: Finding, { scope }: Evidence): boolean {
  const { severity } = finding;
  if (scope.finding !== undefined && !isCalled(finding, scope.finding)) return false;
  if (scope.severity !== undefined) return scope.severity === severity;
  return scope.finding !== undefined || severity !== 'info';
}

/** All of its stalls came within the warm-up. */
function isEarly({ stallIds }: Finding, { diagnosis }: Evidence): boolean {
  const { steady } = diagnosis;
  if (steady === null || stallIds.length === 0) return false;
  return !steady.stalls.some(({ id }) => stallIds.includes(id));
}

function measure(evidence: Evidence): Measured {
  const { file } = evidence.scope;
  const isFile = file === undefined ? null : matcher(file);
  const found = evidence.diagnosis.findings.filter(
    (finding) => isAsked(finding, evidence) && !isEarly(finding, evidence),
  );
  const here = found.filter(({ location }) => isFile === null || (location !== null && isFile(location.file)));
  if (isFile === null) return { actual: here.length };
  const unplaced = found.filter(({ location }) => location === null).length;
  if (unplaced === 0) return { actual: here.length };
  const doubt = 'it is not known of every finding whether it belongs here';
  return { actual: here.length + unplaced, least: here.length, doubt };
}

export const maxFindings: Gauge = {
  name: 'maxFindings',
  unit: 'count',
  isCount: true,
  scopes: ['file', 'severity', 'finding'],
  measure,
  tell: (actual) => (actual === 0 ? 'no finding' : plural(actual, 'finding')),
  tellLimit: formatCount,
};
