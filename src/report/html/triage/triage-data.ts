import type { RankedCulprit } from '../../../triage/ranking.js';
import type { Triage } from '../../../triage/triage.js';
import { answerSentences, placeOf } from '../../triage/words.js';
import type { TriageCulprit, TriageExample, TriagePageData } from './page-data.js';

/** Frames of a stack that are kept, innermost first: deeper recursion says the same again. */
const STACK_FRAMES = 64;

function exampleOf({ example }: RankedCulprit): TriageExample | null {
  if (example === null) return null;
  const { stack, durationMs, path } = example;
  return {
    durationMs,
    trace: path,
    stack: stack.slice(0, STACK_FRAMES).map(({ function: name, file, line, origin, share }) => {
      return { function: name, place: line > 0 ? `${file}:${line}` : file, origin, share };
    }),
  };
}

/** The triage in the page's shape. */
export function toTriageData(triage: Triage, markdown: string): TriagePageData {
  const told = answerSentences(triage);
  return {
    culprits: triage.culprits.map((culprit, index): TriageCulprit => {
      const { fingerprint, cause, totalMs, worstMs, count, share, requests, runs } = culprit;
      const { hosts, versions, nodeVersions, routes, packages, firstMs, lastMs, trendMs } = culprit;
      return {
        rank: index + 1,
        place: placeOf(culprit),
        kind: cause.kind,
        api: cause.api,
        totalMs,
        worstMs,
        count,
        share,
        requests,
        runs,
        hosts,
        versions,
        nodeVersions,
        routes,
        packages,
        firstMs,
        lastMs,
        trendMs,
        answers: told
          .filter(({ answer }) => answer.fingerprint === fingerprint)
          .map(({ answer, sentence }) => ({ kind: answer.kind, sentence })),
        example: exampleOf(culprit),
      };
    }),
    startMs: triage.fleet.startMs,
    endMs: triage.fleet.endMs,
    markdown,
  };
}
