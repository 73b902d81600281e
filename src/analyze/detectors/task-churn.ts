import type { TasksEvent } from '../../trace/deep.js';
import { followingNs } from '../deep-cost.js';
import type { Finding } from '../diagnosis.js';
import { userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { CHURN_PER_SECOND, CHURN_SHARE, NS_PER_MS, TASK_WITH_GARBAGE } from '../thresholds.js';
import { behaviourFinding } from './behaviour-finding.js';
import type { Detector } from './detector.js';

const NS_PER_S = 1e9;

interface Churn {
  readonly event: TasksEvent;
  readonly tasks: number;
  readonly perSecond: number;
  /** CPU time that scheduling them took, ns, as far as an empty task costs; and its share of all the CPU time. */
  readonly schedulingNs: number;
  readonly share: number;
}

/** What a span's tasks cost, judged by what empty ones cost on the same machine. */
function weigh(event: TasksEvent): Churn | null {
  const { promiseJobs, ticks, immediates, cpuNs, spanNs, promiseJobNs = 0, tickNs = 0, immediateNs = 0 } = event;
  if (cpuNs === null || cpuNs <= 0 || spanNs <= 0) return null;
  const tasks = promiseJobs + ticks + immediates;
  const emptyNs = (promiseJobs * promiseJobNs + ticks * tickNs + immediates * immediateNs) * TASK_WITH_GARBAGE;
  // Many that are queued at one go cost less each than one after the other.
  const schedulingNs = Math.min(emptyNs, cpuNs);
  const ownNs = Math.max(cpuNs - followingNs(event), schedulingNs, 1);
  return { event, tasks, perSecond: (tasks / spanNs) * NS_PER_S, schedulingNs, share: schedulingNs / ownNs };
}

function check(view: ProcessView): Finding[] {
  const spans = view.process.deep
    .flatMap((event) => (event.type === 'tasks' ? (weigh(event) ?? []) : []))
    .filter(({ perSecond, share }) => perSecond >= CHURN_PER_SECOND && share >= CHURN_SHARE);
  const [worst] = [...spans].sort((a, b) => b.tasks - a.tasks);
  if (worst === undefined) return [];
  const sum = (of: (churn: Churn) => number) => spans.reduce((all, churn) => all + of(churn), 0);
  const tasks = sum((churn) => churn.tasks);
  const schedulingMs = sum((churn) => churn.schedulingNs) / NS_PER_MS;
  const { promiseJobs, ticks, immediates } = worst.event;
  const most = Math.max(promiseJobs, ticks, immediates);
  return [
    behaviourFinding('task-churn', {
      severity: 'warning',
      place: userFrame(view.readers.readStack(worst.event.stack)),
      count: tasks,
      totalMs: schedulingMs,
      evidence: {
        kind: most === promiseJobs ? 'promise' : most === ticks ? 'tick' : 'immediate',
        n: tasks,
        perSecond: Math.round(worst.perSecond),
        share: Math.round(worst.share * 100) / 100,
        worstMs: Math.round(schedulingMs),
        placeShare: Math.round(worst.event.share * 100) / 100,
      },
    }),
  ];
}

/** A task for every tiny step: most of the time goes into queueing them. */
export const taskChurn: Detector = {
  id: 'task-churn',
  needs: ['deep'],
  limits: [
    {
      value: CHURN_PER_SECOND,
      unit: 'count',
      of: 'tasks a second',
      why: 'a busy server needs some thousand, and each of these tasks does next to nothing',
    },
    {
      value: CHURN_SHARE,
      unit: 'share',
      of: 'of the CPU time spent on queueing and starting them',
      why: 'then the work itself is the smaller part of the bill',
    },
  ],
  severities: ['warning'],
  check: (context) => context.views.flatMap(check),
};
