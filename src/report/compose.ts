import type { Culprit, Diagnosis, Finding, Location, Stall, SuppressedFinding } from '../analyze/diagnosis.js';
import { isCodesFault } from '../gate/judge.js';
import type { Judgement } from '../gate/verdict.js';
import { fixWhenAlone } from './cures/when-alone.js';
import { isGuilty } from './guilty.js';
import type { Report, TitledSuppression, Tone, WordedCulprit, WordedFinding, Words } from './report.js';
import { roast } from './roast/choose.js';
import { type Facts, factsOfCulprit, factsOfFinding, functionName, shortPlace, worstOf } from './roast/facts.js';
import { headline } from './roast/headline.js';
import { docsOf, findingIdOf, wordingFor, wordingOf } from './roast/table.js';

export interface ComposeOptions {
  readonly tone: Tone;
  readonly tracePath: string | null;
}

function wordsFor(facts: Facts, told: Set<string>): Words {
  const wording = wordingFor(facts);
  return {
    title: wording.title(facts),
    message: wording.message(facts),
    fix: wording.fix(facts),
    roast: roast(wording, facts, told),
    docs: docsOf(wording.id),
  };
}

function stallsOf(ids: readonly number[], byId: ReadonlyMap<number, Stall>): readonly Stall[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function within(inner: readonly number[], outer: ReadonlySet<number>): boolean {
  return inner.length > 0 && inner.every((id) => outer.has(id));
}

/** Findings that stand beside the one of a stall's cause. */
const COMPANIONS: ReadonlySet<string> = new Set(['fake-async', 'blocked-startup']);

/**
 * The finding that speaks for a culprit: that of its cause, about its own stalls or at least at its place; else whatever
 * was found about these stalls and is no companion (`sleep-loop` takes over a synchronous call that only waits).
 */
function speaksFor<F extends Finding>(
  culprit: Culprit,
  own: ReadonlySet<number>,
  id: string,
  findings: readonly F[],
): F | undefined {
  const inside = findings.filter(({ stallIds }) => within(stallIds, own));
  const atPlace = ({ id: other, location, stallIds }: Finding): boolean =>
    other === id && samePlace(location, culprit.location) && stallIds.some((stallId) => own.has(stallId));
  return (
    inside.find((finding) => finding.id === id) ??
    inside.find((finding) => !COMPANIONS.has(finding.id)) ??
    findings.find(atPlace)
  );
}

function samePlace(a: Location | null, b: Location | null): boolean {
  return a?.file === b?.file && a?.line === b?.line;
}

/**
 * Adds the words: each finding and each culprit gets its own, and no joke is told twice. A culprit takes the words of
 * the finding that speaks for it; where there is none (the machine's doing), those of its cause.
 */
export function compose(diagnosis: Diagnosis, judgement: Judgement, { tone, tracePath }: ComposeOptions): Report {
  const told = new Set<string>();
  const byId = new Map(diagnosis.stalls.map((stall) => [stall.id, stall]));
  const findings = diagnosis.findings.map((finding): WordedFinding => {
    const facts = factsOfFinding(finding, stallsOf(finding.stallIds, byId));
    const words = wordsFor(facts, told);
    return { ...finding, ...words, fix: fixWhenAlone(facts, words.fix) };
  });
  const suppressed = diagnosis.suppressed.map((finding): TitledSuppression => {
    const facts = factsOfFinding(finding, stallsOf(finding.stallIds, byId));
    return { ...finding, title: wordingFor(facts).title(facts) };
  });
  const culprits = diagnosis.culprits.map((culprit) => wordCulprit(culprit, findings, suppressed, byId, told));
  const { findings: _, culprits: __, suppressed: ___, ...measured } = diagnosis;
  return {
    format: 'loopcheck-report',
    version: 1,
    ...measured,
    culprits,
    findings,
    suppressed,
    ...judgement,
    headline: openWith(diagnosis, judgement, findings, culprits, tone),
    tone,
    tracePath,
  };
}

function wordCulprit(
  culprit: Culprit,
  findings: readonly WordedFinding[],
  suppressed: readonly SuppressedFinding[],
  byId: ReadonlyMap<number, Stall>,
  told: Set<string>,
): WordedCulprit {
  const stalls = stallsOf(culprit.stallIds, byId);
  const startup = stalls.length > 0 && stalls.every(({ phase }) => phase === 'startup');
  const id = findingIdOf(culprit.cause.kind, startup);
  const own = new Set(culprit.stallIds);
  const finding = speaksFor(culprit, own, id, findings);
  const silenced = finding === undefined && speaksFor(culprit, own, id, suppressed) !== undefined;
  // Jokes are for what is told.
  const tellable = silenced ? new Set(told) : told;
  const words = finding === undefined ? wordsFor(factsOfCulprit(culprit, id, stalls), tellable) : wordsOf(finding);
  return {
    ...culprit,
    ...words,
    findingId: finding?.id ?? id,
    finding: finding ?? null,
    severity: finding?.severity ?? 'info',
    codesFault: isCodesFault(culprit.cause.kind),
    silenced,
    atWork: stalls.length > 0 && stalls.every(({ atWork }) => atWork),
    why: worstOf(stalls)?.cause.evidence ?? '',
    besides: findings.filter((other) => other !== finding && within(other.stallIds, own)),
  };
}

function wordsOf({ title, message, fix, roast, docs }: Words): Words {
  return { title, message, fix, roast, docs };
}

function openWith(
  diagnosis: Diagnosis,
  { verdict, budgets }: Judgement,
  findings: readonly WordedFinding[],
  culprits: readonly WordedCulprit[],
  tone: Tone,
): string {
  const isWarned = budgets.some(({ status, level }) => status === 'fail' && level === 'warn');
  if (verdict.status !== 'pass' || isWarned) return verdict.reason;
  const hushed = new Set(culprits.filter(({ silenced }) => silenced).flatMap(({ stallIds }) => stallIds));
  const counted = diagnosis.stalls.filter(
    ({ id, cause, atWork }) => isCodesFault(cause.kind) && !atWork && !hushed.has(id),
  );
  const faultless = diagnosis.stalls.filter(({ cause }) => !isCodesFault(cause.kind));
  const first = culprits.find(isGuilty);
  const besides = findings.filter(({ stallIds }) => stallIds.length === 0);
  const weighty = besides.filter(({ severity }) => severity !== 'info');
  const ofStalls = findings.filter(({ stallIds }) => stallIds.length > 0);
  return headline(
    {
      stalls: counted.length,
      totalMs: totalMs(counted),
      faultless: faultless.length,
      faultlessMs: totalMs(faultless),
      suspect: first === undefined ? 'the log below' : suspectOf(first.location, first.findingId),
      harmless: ofStalls.every(({ severity }) => severity === 'info'),
      otherFindings: weighty.length,
      otherSuspect: weighty[0] === undefined ? '' : suspectOf(weighty[0].location, weighty[0].id),
      silenced: diagnosis.suppressed.length,
      asides: besides.length - weighty.length,
      cpuBound: isCpuBound(diagnosis),
      thresholdMs: diagnosis.thresholdMs,
    },
    tone,
    `${diagnosis.target.command.join(' ')}|${Math.round(diagnosis.target.durationMs ?? 0)}`,
  );
}

function totalMs(stalls: readonly Stall[]): number {
  return stalls.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Names in the headline are cut, so that it stays one line. */
const SUSPECT_COLUMNS = 22;

/** A name as it stands within a sentence: abbreviations keep their capitals. */
function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** `` `loadUsers` (app.js:12) ``, the place alone, or what it is called. */
function suspectOf(location: Location | null, findingId: string): string {
  if (location === null) return inSentence(wordingOf(findingId).name);
  const place = shortPlace(location, SUSPECT_COLUMNS);
  const name = functionName(location.function, SUSPECT_COLUMNS);
  return name.startsWith('`') ? `${name} (${place})` : place;
}

/** Computing for this much of a run is what the run was for. */
const CPU_BOUND_SHARE = 0.5;

/** The loop of the target computed for most of the run. */
function isCpuBound({ stalls, target }: Diagnosis): boolean {
  const computing = stalls.filter(
    ({ cause, pid, threadId }) =>
      pid === target.pid && threadId === 0 && (cause.kind === 'cpu' || cause.kind === 'native'),
  );
  return totalMs(computing) >= CPU_BOUND_SHARE * (target.durationMs ?? Number.POSITIVE_INFINITY);
}
