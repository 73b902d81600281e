import type { ScopeKey } from '../gate/budget.js';
import { ownMs } from '../gate/own-time.js';
import type { BudgetResult } from '../gate/verdict.js';
import { baselineJson } from './baseline/json.js';
import { type Json, jsonText } from './json-text.js';
import type { Renderer } from './renderer.js';
import type {
  Location,
  ProcessInfo,
  Report,
  StackFrame,
  Stall,
  TitledSuppression,
  WordedCulprit,
  WordedFinding,
} from './report.js';
import { seriesJson } from './series/json.js';

function place(location: Location | null): Json {
  return location === null
    ? null
    : { file: location.file, line: location.line, column: location.column, function: location.function };
}

function frame({ file, line, column, function: name, share, origin, package: label, async }: StackFrame): Json {
  return { file, line, column, function: name, share, origin, package: label, async: async ?? false };
}

function stall(stall: Stall): Json {
  const { kind, api, confidence, evidence, pattern } = stall.cause;
  return {
    id: stall.id,
    pid: stall.pid,
    process: stall.process,
    threadId: stall.threadId,
    startMs: stall.startMs,
    durationMs: stall.durationMs,
    ongoing: stall.ongoing,
    phase: stall.phase,
    cause: { kind, api, confidence, evidence, pattern },
    location: place(stall.location),
    stack: stall.stack.map(frame),
    cpuMs: stall.cpuMs,
    gcMs: stall.gcMs,
    runQueueMs: stall.runQueueMs,
    ownMs: ownMs(stall),
    syncCalls: stall.syncCalls,
    trigger:
      stall.trigger === null
        ? null
        : { type: stall.trigger.type, label: stall.trigger.label, setAt: place(stall.trigger.setAt ?? null) },
    delayed: {
      timers: stall.delayed.timers,
      requests: stall.delayed.requests,
      messages: stall.delayed.messages ?? null,
    },
    inAsyncFunction: stall.inAsyncFunction,
    atWork: stall.atWork,
  };
}

function culprit(culprit: WordedCulprit): Json {
  return {
    fingerprint: culprit.fingerprint,
    location: place(culprit.location),
    cause: { kind: culprit.cause.kind, api: culprit.cause.api },
    count: culprit.count,
    totalMs: culprit.totalMs,
    worstMs: culprit.worstMs,
    share: culprit.share,
    stallIds: culprit.stallIds,
    triggers: culprit.triggers.map(({ type, label, setAt, count, totalMs, minMs, medianMs, maxMs }) => {
      return { type, label, setAt: place(setAt ?? null), count, totalMs, minMs, medianMs, maxMs };
    }),
    package: culprit.package,
    without: { p99Ms: culprit.without.p99Ms, maxMs: culprit.without.maxMs, blockedMs: culprit.without.blockedMs },
    findingId: culprit.findingId,
    severity: culprit.severity,
    silenced: culprit.silenced,
    title: culprit.title,
    message: culprit.message,
    fix: culprit.fix,
    roast: culprit.roast,
    docs: culprit.docs,
  };
}

function finding(finding: WordedFinding): Json {
  return {
    id: finding.id,
    severity: finding.severity,
    title: finding.title,
    message: finding.message,
    fix: finding.fix,
    roast: finding.roast,
    docs: finding.docs,
    location: place(finding.location),
    count: finding.count,
    totalMs: finding.totalMs,
    stallIds: finding.stallIds,
    evidence: finding.evidence,
  };
}

function processOf(info: ProcessInfo): Json {
  return {
    process: info.process,
    pid: info.pid,
    threadId: info.threadId,
    parentPid: info.parentPid,
    parent: info.parent,
    parentThreadId: info.parentThreadId,
    title: info.title,
    nodeVersion: info.nodeVersion,
    startMs: info.startMs,
    endMs: info.endMs,
    ended: info.ended,
    exitCode: info.exitCode,
    startupMs: info.startupMs,
    outlivedParent: info.outlivedParent,
    stalls: info.stalls,
    blockedMs: info.blockedMs,
    worstMs: info.worstMs,
    p99Ms: info.p99Ms,
    maxMs: info.maxMs,
    utilization: info.utilization,
  };
}

function loadOf({ load }: Report): Json {
  if (load === null) return null;
  const { command, port, outcome, exitCode, signal, error } = load;
  return { command, port, outcome, exitCode, signal, error };
}

function suppression({ id, severity, title, location, count, totalMs, stallIds, ...rest }: TitledSuppression): Json {
  const { by, reason, expires } = rest;
  return { id, severity, title, location: place(location), count, totalMs, stallIds, by, reason, expires };
}

function verdictOf({ verdict }: Report): Json {
  const { status, reason, certainty = 'high', doubt = null } = verdict;
  return { status, reason, certainty, doubt };
}

const SCOPE_KEYS: readonly ScopeKey[] = ['phase', 'process', 'worker', 'route', 'file', 'severity', 'finding'];

function budget(result: BudgetResult): Json {
  const { name, limit, actual, status, level = 'error', scope = {}, wallMs, reason, spread } = result;
  const parts = SCOPE_KEYS.flatMap((key) => (scope[key] === undefined ? [] : [[key, scope[key]] as const]));
  const told = parts.length === 0 ? null : Object.fromEntries(parts);
  const runs = spread === undefined ? {} : { spread: { ...spread } };
  return { name, limit, actual, status, level, scope: told, wallMs: wallMs ?? null, reason: reason ?? null, ...runs };
}

/** The report as plain data, in the shape that docs/report.schema.json describes. */
export function toJson(report: Report): Json {
  const { target, probe, loop } = report;
  return {
    format: report.format,
    version: report.version,
    headline: report.headline,
    verdict: verdictOf(report),
    target: {
      command: target.command,
      pid: target.pid,
      nodeVersion: target.nodeVersion,
      exitCode: target.exitCode,
      signal: target.signal,
      stoppedBy: target.stoppedBy,
      durationMs: target.durationMs,
      attachedAfterMs: target.attachedAfterMs ?? null,
    },
    load: loadOf(report),
    served: { listened: report.served.listened, requests: report.served.requests },
    warmupMs: report.steady?.fromMs ?? null,
    probe: {
      armed: probe.armed,
      ...(probe.importedFrom === undefined ? {} : { importedFrom: probe.importedFrom }),
      mode: probe.mode,
      overheadMs: probe.overheadMs,
      seenShare: probe.seenShare,
      droppedEvents: probe.droppedEvents,
      blind: probe.blind,
    },
    processes: report.processes.map(processOf),
    loop: {
      minMs: loop.minMs,
      meanMs: loop.meanMs,
      stddevMs: loop.stddevMs,
      p50Ms: loop.p50Ms,
      p90Ms: loop.p90Ms,
      p99Ms: loop.p99Ms,
      maxMs: loop.maxMs,
      utilization: loop.utilization,
      activeMs: loop.activeMs,
      idleMs: loop.idleMs,
      starvedShare: loop.starvedShare,
      sampler: loop.sampler,
      lagMs: loop.lagMs,
      blockedMs: loop.blockedMs,
    },
    thresholdMs: report.thresholdMs,
    stalls: report.stalls.map(stall),
    ...(report.untold === undefined ? {} : { untold: { ...report.untold } }),
    culprits: report.culprits.map(culprit),
    packages: report.packages.map(({ package: label, count, totalMs, stallIds, calledFrom }) => {
      return { package: label, count, totalMs, stallIds, calledFrom: calledFrom.map(place) };
    }),
    findings: report.findings.map(finding),
    suppressed: report.suppressed.map(suppression),
    notices: report.notices,
    budgets: report.budgets.map(budget),
    ...(report.baseline === undefined ? {} : { baseline: baselineJson(report.baseline) }),
    ...(report.series === undefined ? {} : { series: seriesJson(report.series) }),
    problems: report.problems,
  };
}

function render(report: Report): string {
  return jsonText(toJson(report));
}

export const json: Renderer = { render };
