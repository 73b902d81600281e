import { isGuilty } from '../guilty.js';
import type { Report, Stall, WordedCulprit } from '../report.js';
import { pageOf } from '../roast/table.js';
import { blocksOf } from '../terminal/page.js';
import { shellQuote } from '../terminal/place.js';
import { visible } from '../text/clean.js';
import { excerptOf } from './excerpt.js';
import { FrameTable, placeOf } from './frame-table.js';
import { gainsOf } from './gains.js';
import type { PageCulprit, PageData, PageStall } from './page-data.js';

function stallOf(stall: Stall, table: FrameTable, cwd: string): PageStall {
  const { cause, location, trigger, delayed } = stall;
  return {
    id: stall.id,
    process: stall.process,
    threadId: stall.threadId,
    startMs: stall.startMs,
    durationMs: stall.durationMs,
    ongoing: stall.ongoing,
    kind: cause.kind,
    api: cause.api,
    evidence: cause.evidence,
    place: location === null ? null : placeOf(location, cwd).place,
    trigger: trigger?.label ?? null,
    requests: delayed.requests,
    timers: delayed.timers,
    cpuMs: stall.cpuMs,
    gcMs: stall.gcMs,
    runQueueMs: stall.runQueueMs,
    stack: table.stack(stall.stack),
  };
}

function excuseOf({ codesFault, silenced, atWork }: WordedCulprit): string {
  if (!codesFault) return 'not your code’s fault';
  if (silenced) return 'silenced';
  return atWork ? 'a worker at its job' : '';
}

function culpritOf(culprit: WordedCulprit, report: Report, stalls: readonly Stall[], cwd: string): PageCulprit {
  const { location } = culprit;
  return {
    findingId: pageOf(culprit.docs),
    severity: culprit.severity,
    kind: culprit.cause.kind,
    api: culprit.cause.api,
    at: location === null ? null : placeOf(location, cwd),
    package: culprit.package,
    title: culprit.title,
    message: culprit.message,
    fix: culprit.fix,
    roast: report.tone === 'roast' ? culprit.roast : '',
    why: culprit.why,
    guilty: isGuilty(culprit),
    excuse: excuseOf(culprit),
    count: culprit.count,
    totalMs: culprit.totalMs,
    worstMs: culprit.worstMs,
    share: culprit.share,
    stallIds: culprit.stallIds,
    triggers: culprit.triggers.map(({ label, count, totalMs, medianMs, maxMs }) => {
      return { label, count, totalMs, medianMs, maxMs };
    }),
    gains: gainsOf(culprit, report.loop),
    besides: culprit.besides.map(({ title, message }) => ({ title, message })),
    code: excerptOf(culprit, stalls, report.sources),
  };
}

/** The report in the page's shape. `pages` are those of docs/findings by id, as Markdown. */
export function toPageData(report: Report, cwd: string, pages: ReadonlyMap<string, string>): PageData {
  const table = new FrameTable(cwd);
  const byId = new Map(report.stalls.map((stall) => [stall.id, stall]));
  const culprits = report.culprits.map((culprit) =>
    culpritOf(
      culprit,
      report,
      culprit.stallIds.flatMap((id) => byId.get(id) ?? []),
      cwd,
    ),
  );
  const ids = new Set(culprits.map(({ findingId }) => findingId));
  return {
    command: report.target.command.map(shellQuote).join(' '),
    durationMs: report.target.durationMs,
    thresholdMs: report.thresholdMs,
    headline: report.headline,
    verdict: report.verdict.reason,
    stalls: report.stalls.map((stall) => stallOf(stall, table, cwd)),
    frames: table.frames,
    culprits,
    processes: report.processes,
    timeline: report.timeline,
    pages: Object.fromEntries([...pages].filter(([id]) => ids.has(id)).map(([id, text]) => [id, blocksOf(text)])),
  };
}

/** Texts become harmless to read, numbers short; a `path` stays what it is, for a link to the editor. */
function ready(key: string, value: unknown): unknown {
  if (typeof value === 'string') return key === 'path' ? value : visible(value);
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}

export function serialize(data: PageData): string {
  return JSON.stringify(data, ready);
}
