/** `{ passed, failed, skipped }` of one run's outcomes. */
export function count(outcomes) {
  const of = (status) => [...outcomes.values()].filter((each) => each === status).length;
  return { passed: of('pass'), failed: of('fail'), skipped: of('skip') };
}

/**
 * Compares runs of one suite, bare and under loopcheck: maps from a test's name to its status. Returns
 * `{ differing, unsteady }`, each a list of `{ name, bare, under }` with the statuses that were seen (`missing` where a run
 * did not report the test). `differing`: no status that was seen bare was seen under loopcheck. `unsteady`: the test does
 * not always end alike, and loopcheck changes nothing that the runs could show.
 */
export function compare(bareRuns, underRuns) {
  const names = new Set([...bareRuns, ...underRuns].flatMap((run) => [...run.keys()]));
  const rows = [...names].sort().map((name) => ({
    name,
    bare: seen(bareRuns, name),
    under: seen(underRuns, name),
  }));
  const differing = rows.filter(({ bare, under }) => !bare.some((status) => under.includes(status)));
  const unsteady = rows.filter((row) => !differing.includes(row) && new Set([...row.bare, ...row.under]).size > 1);
  return { differing, unsteady };
}

function seen(runs, name) {
  return [...new Set(runs.map((run) => run.get(name) ?? 'missing'))];
}
