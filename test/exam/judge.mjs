import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A stall counts as seen when the report gives it this share of the length that the case states. */
const SEEN_SHARE = 0.75;
/** Causes that lie outside of the program; with no line blamed they are right in any negative. */
const MACHINE_KINDS = ['cpu-starved', 'suspended'];

/**
 * Judges one run of a case. `outcome` is what launch.mjs returns. The result has one entry a column, each `{ ok, note }`
 * or null where the case does not ask; `note` says what was expected and what came.
 */
export function judge(testCase, outcome) {
  if (!outcome.report) return noReport(testCase, outcome);
  const expects = testCase.expects.filter((expect) => !expect.none);
  const matches = match(expects, outcome.report);
  const all = (check) =>
    expects.length === 0 ? null : combine(expects.map((expect, i) => check(expect, matches[i], outcome)));
  return {
    detected: all(detected),
    kind: all(kind),
    api: all(api),
    line: all(line),
    phase: all(phase),
    loops: all(loops),
    trigger: all(trigger),
    delayed: all(delayed),
    negative: testCase.expects.some((expect) => expect.none) ? negative(testCase, outcome) : null,
    ending: testCase.ending ? ending(testCase, outcome, matches[0]) : null,
    extra: expects.length === 0 ? null : extra(testCase, outcome),
  };
}

function noReport(testCase, outcome) {
  const failed = {
    ok: false,
    note: `no report (exit ${outcome.exit}) ${outcome.stderr.trim().split('\n').at(-1) ?? ''}`,
  };
  const positive = testCase.expects.some((expect) => !expect.none);
  const asks = (expect) => (positive && testCase.expects.some(expect) ? failed : null);
  return {
    detected: asks(() => true),
    kind: asks(() => true),
    api: asks((expect) => expect.apis.length > 0),
    line: asks(() => true),
    phase: asks((expect) => expect.phase),
    loops: asks((expect) => expect.loops !== null),
    trigger: asks((expect) => expect.trigger !== null),
    delayed: asks((expect) => expect.delayed.length > 0),
    negative: positive ? null : failed,
    ending: testCase.ending ? failed : null,
    extra: null,
  };
}

/** For each expectation the stall that is meant: the longest one, and where several are meant, the one that fits best. */
function match(expects, report) {
  const taken = new Set();
  return expects.map((expect) => {
    const fits = (stall) =>
      expects.length > 1 ? Number(isAt(stall, expect)) * 2 + Number(expect.kinds.includes(stall.cause.kind)) : 0;
    const [best] = report.stalls
      .filter((stall) => !taken.has(stall.id) && inScope(stall, expect, report))
      .sort((a, b) => fits(b) - fits(a) || b.durationMs - a.durationMs);
    if (best) taken.add(best.id);
    return best ?? null;
  });
}

function inScope(stall, expect, report) {
  if (expect.process === 'child') return stall.pid !== report.target.pid;
  if (stall.pid !== report.target.pid) return false;
  return expect.thread === 'worker' ? stall.threadId !== 0 : stall.threadId === 0;
}

function isAt(stall, expect) {
  const at = stall.location;
  return at !== null && expect.places.some((place) => place.line === at.line && place.file === pathOf(at.file));
}

function pathOf(file) {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}

function detected(expect, stall, { report }) {
  const scope = report.stalls.filter((each) => inScope(each, expect, report));
  const there = scope.filter((each) => isAt(each, expect));
  const longest = Math.max(0, ...scope.map((each) => each.durationMs));
  const total = there.reduce((sum, each) => sum + each.durationMs, 0);
  const wanted = expect.minMs * SEEN_SHARE;
  if (!report.probe.armed) return { ok: false, note: 'the probe was not armed' };
  if (!stall || Math.max(longest, total) < wanted)
    return { ok: false, note: `a stall of ${expect.minMs} ms: saw ${longest} ms` };
  if (expect.stalls === null) return { ok: true, note: '' };
  const count = there.filter((each) => each.durationMs >= wanted).length;
  return { ok: count === expect.stalls, note: `${expect.stalls} stalls at the line: saw ${count}` };
}

function kind(expect, stall) {
  const got = stall?.cause.kind ?? 'nothing';
  return {
    ok: expect.kinds.includes(got),
    note: `kind ${expect.kinds.join('|')}: got ${got}${stall?.cause.api ? ` (${stall.cause.api})` : ''}`,
  };
}

function api(expect, stall) {
  if (expect.apis.length === 0) return null;
  const got = stall?.cause.api ?? null;
  return { ok: expect.apis.includes(got), note: `api ${expect.apis.join('|')}: got ${got}` };
}

function line(expect, stall) {
  return {
    ok: stall !== null && isAt(stall, expect),
    note: `line ${expect.places.map((p) => p.line).join(',')}: got ${place(stall)}`,
  };
}

function place(stall) {
  const at = stall?.location;
  return at ? `${at.file.split('/').at(-1)}:${at.line}:${at.column} ${at.function}` : 'none';
}

function phase(expect, stall) {
  if (!expect.phase) return null;
  return { ok: stall?.phase === expect.phase, note: `phase ${expect.phase}: got ${stall?.phase}` };
}

function loops(expect, _stall, { report }) {
  if (expect.loops === null) return null;
  const there = report.stalls.filter((each) => inScope(each, expect, report) && isAt(each, expect));
  const seen = new Set(there.map((each) => `${each.pid}:${each.threadId}`)).size;
  return { ok: seen === expect.loops, note: `stalls at the line in ${expect.loops} loops: got ${seen}` };
}

function trigger(expect, stall) {
  const want = expect.trigger;
  if (want === null) return null;
  const got = stall?.trigger ?? null;
  const ok = got !== null && want.types.includes(got.type) && got.label.includes(want.label);
  return {
    ok,
    note: `trigger ${want.types.join('|')} ${want.label}: got ${got ? `${got.type} ${got.label}` : 'none'}`,
  };
}

function delayed(expect, stall) {
  if (expect.delayed.length === 0) return null;
  return combine(
    expect.delayed.map(({ who, least, most }) => {
      const got = stall?.delayed[who] ?? null;
      return { ok: got !== null && got >= least && got <= most, note: `${who} ${least}-${most} waited: got ${got}` };
    }),
  );
}

function negative(testCase, { report }) {
  const [expect] = testCase.expects;
  const syntax = testCase.ending?.name === 'syntax';
  if (!report.probe.armed && !syntax) return { ok: false, note: 'the probe was not armed' };
  const wrong = report.stalls.filter(
    (stall) =>
      !(expect.thread === 'main' && stall.threadId !== 0) &&
      !(MACHINE_KINDS.includes(stall.cause.kind) && stall.location === null),
  );
  return { ok: wrong.length === 0, note: `no stall: got ${wrong.map(describe).join('; ')}` };
}

function describe(stall) {
  return `${Math.round(stall.durationMs)} ms ${stall.cause.kind}${stall.cause.api ? ` ${stall.cause.api}` : ''} at ${place(stall)} (${stall.cause.evidence})`;
}

function ending(testCase, { report, exit, pid }, stall) {
  const want = testCase.ending;
  const { target } = report;
  const wrong = [];
  const expect = (name, ok, got) => ok || wrong.push(`${name}: got ${got}`);
  if (want.code) expect(`exitCode ${want.code}`, target.exitCode === Number(want.code), target.exitCode);
  if (want.signal) expect(`signal ${want.signal}`, target.signal === want.signal, target.signal);
  const exits = want.exit ? want.exit.split('|').map(Number) : [exitOf(want)];
  expect(`exit ${exits.join('|')}`, exits.includes(exit), exit);
  if (want.ongoing) expect('ongoing', stall?.ongoing === true, stall?.ongoing);
  if (want['no-ongoing'])
    expect(
      'not ongoing',
      report.stalls.every((each) => !each.ongoing),
      'ongoing',
    );
  if (pid !== null) expect(`pid ${pid}`, target.pid === pid, target.pid);
  return { ok: wrong.length === 0, note: wrong.join(', ') };
}

function exitOf(want) {
  return want.signal ? 128 + constants.signals[want.signal] : Number(want.code);
}

/** Stalls that are blamed on lines which nobody marked. */
function extra(testCase, { report }) {
  const stray = report.stalls.filter(
    (stall) =>
      stall.location !== null &&
      stall.pid === report.target.pid &&
      !testCase.expects.some((expect) => isAt(stall, expect)),
  );
  return { ok: stray.length === 0, note: `stray: ${stray.map(describe).join('; ')}` };
}

function combine(results) {
  const asked = results.filter((result) => result !== null);
  if (asked.length === 0) return null;
  const failed = asked.filter((result) => !result.ok);
  return { ok: failed.length === 0, note: failed.map((result) => result.note).join(' & ') };
}
