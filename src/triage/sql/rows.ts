import { precedenceOf } from '../examples.js';
import type { CulpritRecord } from '../records.js';
import type { NewRun } from '../store.js';
import type { TableName } from './schema.js';

export type Cell = string | number | bigint | null;
/** In the order of the table's columns. */
export type Row = readonly Cell[];

/** The rows that runs and culprits add to a table. */
export function rowsOf(table: TableName, runs: readonly NewRun[], culprits: Iterable<CulpritRecord>): readonly Row[] {
  switch (table) {
    case 'runs':
      return runs.map(({ parts: { run } }) => [
        run.run,
        run.path,
        run.host,
        run.app,
        run.version,
        run.nodeVersion,
        run.startMs,
        run.endMs,
        Number.isFinite(run.bootMs) ? run.bootMs : null,
      ]);
    case 'processes':
      return runs.flatMap(({ parts, processes }) => processes.map((process) => [process, parts.run.run]));
    case 'stalls':
      return runs.flatMap(({ parts }) =>
        parts.stalls.map((stall, part) => [
          stall.run,
          part,
          stall.fingerprint,
          stall.route,
          stall.package,
          stall.count,
          stall.totalMs,
          stall.worstMs,
          stall.requests,
          stall.firstMs,
          stall.lastMs,
        ]),
      );
    case 'culprits':
      return [...culprits].map((culprit) => [
        culprit.fingerprint,
        culprit.location?.file ?? null,
        culprit.location?.line ?? null,
        culprit.location?.column ?? null,
        culprit.location?.function ?? null,
        culprit.cause.kind,
        culprit.cause.api,
        culprit.worstMs,
        culprit.path,
        precedenceOf(culprit),
      ]);
    case 'frames':
      return [...culprits].flatMap((culprit) => {
        const precedence = precedenceOf(culprit);
        return culprit.stack.map((frame, depth) => [
          culprit.fingerprint,
          depth,
          frame.file,
          frame.line,
          frame.column,
          frame.function,
          frame.origin,
          frame.package,
          frame.share,
          frame.async === undefined ? null : Number(frame.async),
          precedence,
        ]);
      });
  }
}
