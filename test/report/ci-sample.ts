import type { Diagnosis, Finding } from '../../src/analyze/diagnosis.js';
import { judge } from '../../src/gate/judge.js';
import type { Budgets } from '../../src/gate/verdict.js';
import { compose } from '../../src/report/compose.js';
import type { RenderOptions } from '../../src/report/renderer.js';
import type { Report } from '../../src/report/report.js';
import { CWD, cause, diagnosis, finding, place, stall } from './sample.js';

/** Reports for the formats of CI services. Their repository is a folder above the one that loopcheck runs in. */

export const ROOT = '/home/me';
export const OPTIONS: RenderOptions = { columns: 80, color: false, unicode: true, links: false, cwd: CWD, root: ROOT };

const read = stall(
  1,
  212,
  cause('sync-call', 'fs.readFileSync', { evidence: 'fs.readFileSync took 209 ms, of a stall of 212 ms (99 %).' }),
  place('src/app.js', 12, 'loadUsers'),
);

export function reportOf(run: Diagnosis, budgets: Budgets = {}, tone: 'plain' | 'roast' = 'plain'): Report {
  return compose(run, judge(run, budgets), { tone, tracePath: null });
}

/** One stall, its finding, one that is of no stall, and a broken budget beside one that holds. */
export function brokenBudget(): Report {
  const aside = finding('missing-timeout', [], { severity: 'warning', location: place('src/call.js', 4, 'fetchAll') });
  return reportOf(diagnosis([read], { findings: [finding('blocking-call', [read]), aside] }), {
    maxStallMs: 100,
    maxStalls: 3,
  });
}

/** Budgets of parts of the run: one that only warns, one that could not be judged, and one with a hostile pattern. */
export function scopedBudgets(): Report {
  const limits = { name: 'maxStallMs', limit: 100, actual: 212 };
  return {
    ...brokenBudget(),
    budgets: [
      { ...limits, status: 'fail', level: 'warn', wallMs: 380 },
      { ...limits, status: 'fail', level: 'error', scope: { route: 'GET /users/*' } },
      { ...limits, status: 'no-data', actual: null, scope: { phase: 'startup' }, reason: 'It was too short.' },
      { ...limits, status: 'pass', limit: 500, scope: { file: '|<b>@me`\n::error::*' } },
    ],
  };
}

/** Nothing was seen. */
export function noData(): Report {
  const { probe } = diagnosis();
  return reportOf(diagnosis([], { probe: { ...probe, armed: false }, processes: [] }), { maxStallMs: 100 });
}

/** The target crashed. */
export function crashed(): Report {
  const { target } = diagnosis();
  return reportOf(
    diagnosis([read], { target: { ...target, exitCode: 7 }, findings: [finding('blocking-call', [read])] }),
  );
}

/** Names that try to be markup, commands, links and mentions. */
export const HOSTILE_FILE = `${CWD}/a%b,c:d\n::error::x/<img src=x>|@admin [x](http://evil.example) \u202e\uFFFE\u0001&"'.js`;
export const HOSTILE_NAME = 'f`|<script>@me ]]> \ud800 #12 %0A';

export function hostile(): Report {
  const location = { file: HOSTILE_FILE, line: 3, column: 1, function: HOSTILE_NAME };
  const one = stall(1, 300, cause('sync-call', 'fs.readFileSync', { evidence: '<b>@me</b> | `' }), location);
  return reportOf(diagnosis([one], { findings: [finding('blocking-call', [one])] }), { maxStallMs: 100 }, 'roast');
}

/** So many findings of each severity, each at a line of its own. */
export function many(count: number): Report {
  const severities: readonly Finding['severity'][] = ['error', 'warning', 'info'];
  const findings = severities.flatMap((severity) =>
    Array.from({ length: count }, (_, index) =>
      finding('missing-timeout', [], { severity, location: place(`src/${severity}.js`, index + 1, 'f') }),
    ),
  );
  return reportOf(diagnosis([], { findings }));
}
