/** What Node says of a debugger has an address of its own in each run. */
const clean = (text) => text.replaceAll(/ws:\/\/\S+/g, 'ws://…');

/**
 * What is wrong with a run under loopcheck, compared with a bare one, as sentences. `chaos` is one of cases.mjs; both runs are
 * what pair.mjs gives. What the target printed on stderr must be there, with loopcheck's own words after it.
 */
export function judge(chaos, bare, under) {
  const faults = [];
  if (under.stdout !== bare.stdout) faults.push(`stdout differs: ${firstDifference(bare.stdout, under.stdout)}`);
  if (under.exit !== bare.exit) faults.push(`the exit code is ${under.exit} and not ${bare.exit}`);
  if (!clean(under.stderr).startsWith(clean(bare.stderr)))
    faults.push(`stderr differs: ${firstDifference(clean(bare.stderr), clean(under.stderr))}`);
  if (under.report === null) return [...faults, 'there is no report'];
  const { exitCode } = under.report.target;
  if (exitCode !== bare.exit) faults.push(`the report tells the exit code ${exitCode} and not ${bare.exit}`);
  const missing = chaos.sees(under.report);
  if (missing !== null) faults.push(`the report does not tell ${missing}`);
  return faults;
}

function firstDifference(wanted, got) {
  const [a, b] = [wanted.split('\n'), got.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return at === -1
    ? `more lines: ${b[a.length]}`
    : `line ${at + 1} is ${JSON.stringify(b[at])} and not ${JSON.stringify(a[at])}`;
}
