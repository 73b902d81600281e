/** Whether a triage gives a fleet's known answer, and no other: an answer about another culprit is a false alarm. */
export function isFound(expected, { answers, culprits }) {
  const functionOf = (answer) =>
    culprits.find(({ fingerprint }) => fingerprint === answer.fingerprint)?.location?.function;
  if (expected === null) return answers.length === 0;
  const [first] = answers;
  if (first === undefined || first.kind !== expected.kind) return false;
  if (answers.some((answer) => functionOf(answer) !== expected.function)) return false;
  if (expected.kind === 'regression') return first.since.value === expected.version;
  return expected.kind === 'outlier-host' ? first.host === expected.host : first.hour === expected.hour;
}
