import type { CulpritChange, SideFigures } from '../../gate/compare/compare.js';
import { type Json, jsonText } from '../json-text.js';
import type { Renderer } from '../renderer.js';
import type { DiffReport } from './diff-report.js';

function side(figures: SideFigures | null): Json {
  if (figures === null) return null;
  const { runs, count, totalMs, worstMs, worstOwnMs } = figures;
  return { runs, count, totalMs, worstMs, worstOwnMs };
}

function change({ fingerprint, status, location, cause, before, after, p }: CulpritChange): Json {
  const place =
    location === null
      ? null
      : { file: location.file, line: location.line, column: location.column, function: location.function };
  return {
    fingerprint,
    status,
    location: place,
    cause: { kind: cause.kind, api: cause.api },
    before: side(before),
    after: side(after),
    p,
  };
}

/** The comparison as plain data, in the shape that docs/diff.schema.json describes. */
export function diffToJson(report: DiffReport): Json {
  return {
    format: report.format,
    version: report.version,
    verdict: { status: report.verdict.status, reason: report.verdict.reason },
    before: { name: report.names.before, runs: report.runs.before, excused: report.excused.before },
    after: { name: report.names.after, runs: report.runs.after, excused: report.excused.after },
    method: report.method,
    note: report.note,
    withoutData: report.withoutData,
    problems: report.problems,
    differences: report.differences.map(({ before, after }) => ({ before, after })),
    loop: report.loop.map(({ name, before, after, status, p }) => ({ name, before, after, status, p })),
    culprits: report.culprits.map(change),
  };
}

export const json: Renderer<DiffReport> = { render: (report) => jsonText(diffToJson(report)) };
