import { fileURLToPath } from 'node:url';

/**
 * Judges one run of a case with or without `--deep`. The result has one entry a column, each `{ ok, note }` or null where
 * the case does not ask.
 */
export function judge(testCase, deep, { report, exit, stderr }) {
  const wanted = testCase.findings.filter((finding) => deep || !finding.deepOnly);
  const placed = wanted.filter((finding) => finding.places.length > 0 && (deep || !finding.placeDeepOnly));
  const graded = wanted.filter((finding) => finding.severities.length > 0);
  if (!report) {
    const failed = { ok: false, note: `no report (exit ${exit}) ${stderr.trim().split('\n').at(-1) ?? ''}` };
    return marks(wanted, placed, graded, testCase, () => failed);
  }
  const found = report.findings;
  const of = ({ id }) => found.filter((finding) => finding.id === id);
  const checks = {
    found: ({ id }) => ({ ok: of({ id }).length > 0, note: `${id}: got ${listed(found)}` }),
    place: (finding) => ({
      ok: of(finding).some((one) => isAt(one, finding.places)),
      note: `${finding.id} at ${finding.places.map(({ line }) => line).join(', ')}: got ${of(finding).map(placeOf).join(', ') || 'nothing'}`,
    }),
    severity: (finding) => ({
      ok: of(finding).some((one) => finding.severities.includes(one.severity)),
      note: `${finding.id} ${finding.severities.join('|')}: got ${
        of(finding)
          .map(({ severity }) => severity)
          .join(', ') || 'nothing'
      }`,
    }),
    clean: () => {
      const wrong = found.filter(({ id, severity }) => severity !== 'info' && !testCase.allowed.includes(id));
      if (!report.probe.armed) return { ok: false, note: 'the probe was not armed' };
      return { ok: wrong.length === 0, note: `nothing of weight: got ${listed(wrong)}` };
    },
  };
  return marks(wanted, placed, graded, testCase, (column, finding) => checks[column](finding));
}

function marks(wanted, placed, graded, testCase, check) {
  const column = (name, findings) => combine(findings.map((finding) => check(name, finding)));
  return {
    found: column('found', wanted),
    place: column('place', placed),
    severity: column('severity', graded),
    clean: testCase.clean ? check('clean') : null,
  };
}

function isAt({ location }, places) {
  return location !== null && places.some((place) => place.line === location.line && place.file === pathOf(location));
}

function pathOf({ file }) {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}

function placeOf({ location }) {
  return location === null ? 'nowhere' : `${location.file.split('/').at(-1)}:${location.line}`;
}

function listed(findings) {
  return findings.map((one) => `${one.id} (${one.severity}, ${placeOf(one)})`).join(', ') || 'nothing';
}

function combine(results) {
  if (results.length === 0) return null;
  const failed = results.filter((result) => !result.ok);
  return { ok: failed.length === 0, note: failed.map((result) => result.note).join(' & ') };
}
