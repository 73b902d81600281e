import type { ProcessInfo, Report } from './report.js';

/** A loop with those that it started. */
export interface LoopNode {
  readonly info: ProcessInfo;
  readonly children: readonly LoopNode[];
}

/** Whether there is something to say of a loop that is one of many. */
export function hasNews({ stalls, outlivedParent, ended, threadId }: ProcessInfo): boolean {
  return stalls > 0 || (threadId === 0 && (outlivedParent || ended === 'running'));
}

/** The main loop of the launched process; undefined where it was no Node. */
export function targetLoop({ processes, target }: Pick<Report, 'processes' | 'target'>): ProcessInfo | undefined {
  return processes.find(({ pid, threadId }) => pid === target.pid && threadId === 0);
}

/** The loops by who started whom: processes under their parents, workers under their processes. */
export function loopTree(processes: readonly ProcessInfo[]): readonly LoopNode[] {
  const childrenOf = new Map<number | null, ProcessInfo[]>();
  for (const info of processes) {
    const siblings = childrenOf.get(info.parent);
    if (siblings === undefined) childrenOf.set(info.parent, [info]);
    else siblings.push(info);
  }
  const grow = (info: ProcessInfo): LoopNode => ({
    info,
    // A parent comes before its children, so this ends.
    children: info.threadId === 0 ? (childrenOf.get(info.process) ?? []).map(grow) : [],
  });
  return (childrenOf.get(null) ?? []).map(grow);
}

/** All loops of these trees. */
export function loopsIn(nodes: readonly LoopNode[]): readonly ProcessInfo[] {
  return nodes.flatMap(({ info, children }) => [info, ...loopsIn(children)]);
}
