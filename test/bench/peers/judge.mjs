import { unitAround } from './unit.mjs';

/** A stall counts as found when the tool gives it this share of the length that the program states, or gives no length. */
const SEEN_SHARE = 0.75;
/** In a program that does not block, a shorter one is no alarm: it is under the threshold that all tools were given. */
const ALARM_MS = 50;

/**
 * What a tool is asked on a case: `{ scope, stalls, line, function, kind, alarm, ending }`, each true or false; `scope` is
 * false where the tool does not claim to see this kind of program at all.
 */
export function asked(claims, testCase) {
  const [expect] = testCase.expects;
  const blocks = !expect.none;
  const isEnding = testCase.ending !== null;
  const isSustained = testCase.name.startsWith('sustained/');
  const scope =
    (claims.short || isSustained) &&
    (claims.startup || expect.phase !== 'startup') &&
    (claims.workers || expect.thread !== 'worker') &&
    (claims.only === undefined || !blocks || expect.kinds.includes(claims.only));
  return {
    scope,
    stalls: blocks && !isEnding && claims.stalls,
    line: blocks && !isEnding && claims.lines,
    function: blocks && !isEnding && claims.lines,
    kind:
      blocks &&
      !isEnding &&
      (isSustained || claims.shortKinds !== false) &&
      expect.kinds.some((kind) => claims.kinds.includes(kind)),
    alarm: !blocks && claims.stalls,
    ending: blocks && isEnding,
  };
}

/**
 * Judges the findings of one tool on one case, by one rule for all: `{ scope, detected, line, function, kind, quiet, ending }`,
 * each true, false, or null where it is not asked.
 *
 * - A finding counts when it gives the stall at least three quarters of its stated length, or no length. The longest one
 *   is judged. Of those without a length the one that fits best, as a reader has to look at them all; and so too where a
 *   program blocks in several ways.
 * - `line`: its file and line are marked in the program, exactly. `function`: a marked line lies in the function around it,
 *   or in the statement around it where it is in none.
 * - `kind`: of the causes that it names, one is right.
 * - `quiet`: nothing of 50 ms or more was held against a program that does not block.
 * - `ending`: after such an ending, something was known of the stall; of a tool that tells of no stalls, the right function.
 */
export function judge(claims, testCase, findings) {
  const want = asked(claims, testCase);
  const expects = testCase.expects.filter((expect) => !expect.none);
  const chosen = expects.map((expect) => choose(claims, expect, expects.length > 1, findings));
  const every = (is, check) =>
    is ? expects.every((expect, i) => chosen[i] !== null && check(expect, chosen[i])) : null;
  return {
    scope: want.scope,
    detected: every(want.stalls, () => true),
    line: every(want.line, isAt),
    function: every(want.function, isNear),
    kind: every(want.kind, (expect, finding) => finding.kinds.some((kind) => expect.kinds.includes(kind))),
    quiet: want.alarm ? !findings.some(isAlarm) : null,
    ending: every(want.ending, (expect, finding) => claims.stalls || isNear(expect, finding)),
  };
}

function choose(claims, expect, several, findings) {
  const long = (finding) =>
    !claims.stalls || finding.durationMs === null || finding.durationMs >= expect.minMs * SEEN_SHARE;
  const fits = (finding) =>
    several || finding.durationMs === null
      ? Number(isAt(expect, finding)) * 2 + Number(finding.kinds.some((kind) => expect.kinds.includes(kind)))
      : 0;
  const [best] = findings.filter(long).sort((a, b) => fits(b) - fits(a) || (b.durationMs ?? 0) - (a.durationMs ?? 0));
  return best ?? null;
}

function isAt(expect, { file, line }) {
  return expect.places.some((place) => place.file === file && place.line === line);
}

function isNear(expect, { file, line }) {
  if (file === null) return false;
  const unit = unitAround(file, line);
  const inUnit = (place) => place.file === file && unit !== null && unit.from <= place.line && place.line <= unit.to;
  return isAt(expect, { file, line }) || expect.places.some(inUnit);
}

function isAlarm(finding) {
  return finding.accuses && (finding.durationMs === null || finding.durationMs >= ALARM_MS);
}
