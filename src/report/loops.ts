import { isCodesFault } from '../gate/judge.js';
import type { ProcessInfo, Report } from './report.js';

/** A loop with those that it started. */
export interface LoopNode {
  readonly info: ProcessInfo;
  readonly children: readonly LoopNode[];
}

/** The loops of which there is something to say: stalls that are not the machine's doing, and who was left behind. */
export function loopsWithNews({ processes, stalls }: Pick<Report, 'processes' | 'stalls'>): ReadonlySet<ProcessInfo> {
  const faults = stalls.filter(({ cause }) => isCodesFault(cause.kind));
  const stalled = new Set(faults.map(({ process, threadId }) => `${process} ${threadId}`));
  const hasNews = ({ process, threadId, outlivedParent, ended }: ProcessInfo) =>
    stalled.has(`${process} ${threadId}`) || (threadId === 0 && (outlivedParent || ended === 'running'));
  return new Set(processes.filter(hasNews));
}

/** The main loop of the launched process; undefined where it was no Node. */
export function targetLoop({ processes, target }: Pick<Report, 'processes' | 'target'>): ProcessInfo | undefined {
  return processes.find(({ pid, threadId }) => pid === target.pid && threadId === 0);
}

/** Names the loop that started this one; null where it is not in the trace. */
function starterOf({ process, threadId, parent, parentThreadId }: ProcessInfo): string | null {
  const starter = threadId === 0 ? parent : process;
  return starter === null ? null : `${starter} ${parentThreadId ?? 0}`;
}

/** The loops by who started whom: processes under their parents, workers under their threads. */
export function loopTree(processes: readonly ProcessInfo[]): readonly LoopNode[] {
  const startedBy = new Map<string | null, ProcessInfo[]>();
  for (const info of processes) {
    const starter = starterOf(info);
    const siblings = startedBy.get(starter);
    if (siblings === undefined) startedBy.set(starter, [info]);
    else siblings.push(info);
  }
  // Whoever starts another comes before it, so this ends.
  const grow = (info: ProcessInfo): LoopNode => ({
    info,
    children: (startedBy.get(`${info.process} ${info.threadId}`) ?? []).map(grow),
  });
  return (startedBy.get(null) ?? []).map(grow);
}

/** All loops of these trees. */
export function loopsIn(nodes: readonly LoopNode[]): readonly ProcessInfo[] {
  return nodes.flatMap(({ info, children }) => [info, ...loopsIn(children)]);
}
