/**
 * How much of the thread's time goes into taking stacks. Programs that make fewer than some ten thousand promises a second
 * are followed without a gap; beyond that runs of promises are taken in turn with runs that are let pass.
 */

/** Stacks that are taken one after the other: a call, its await and what it calls belong together. */
const RUN = 48;
/** Promises let pass at most between two runs. */
const MAX_GAP = 1 << 15;
/** A stack that took this many times the usual was interrupted: that was not its own time. */
const INTERRUPTED = 4;
/** What a stack leaves behind has to be collected later. */
const WITH_GARBAGE = 1.5;
/** Part of the time passed that may be spent beside the share of CPU time: an idle machine can afford it. */
const IDLE_PART = 0.05;

interface Budget {
  /** Promises to let pass. Counted down by whoever asks; at 0 the next is taken. */
  gap: number;
  /** Share of the CPU time that may be spent. */
  share: number;
  /** Something was let pass at least once. */
  readonly sampled: boolean;
  /** Time spent so far, ms. */
  readonly spentMs: number;
  /** Says that taking a stack from `fromMs` to `toMs` is over. */
  spend(fromMs: number, toMs: number): void;
  /** Looks again whether there is time, after a while without promises. */
  refill(nowMs: number): void;
}

/** At first `share` of the CPU time may be spent, and `burstMs` at once: a start with thousands of promises is followed whole. */
function makeBudget(share: number, burstMs: number, cpuNs: () => number): Budget {
  let leftMs = burstMs;
  let lastMs = -1;
  let lastCpuNs = 0;
  let inRun = RUN;
  let step = RUN;
  let usualMs = 0;
  let spentMs = 0;
  let sampled = false;

  function earn(nowMs: number): void {
    const nowCpuNs = cpuNs();
    const earned = lastMs < 0 ? 0 : (nowCpuNs - lastCpuNs) / 1e6 + (nowMs - lastMs) * IDLE_PART;
    leftMs = Math.min(burstMs, leftMs + earned * budget.share);
    lastMs = nowMs;
    lastCpuNs = nowCpuNs;
  }

  const budget = {
    gap: 0,
    share,
    get sampled() {
      return sampled;
    },
    get spentMs() {
      return spentMs;
    },
    refill(nowMs: number) {
      earn(nowMs);
      if (leftMs < burstMs / 4) return;
      budget.gap = 0;
      step = RUN;
    },
    spend(fromMs: number, toMs: number) {
      const tookMs = toMs - fromMs;
      const ownMs = usualMs > 0 && tookMs > usualMs * INTERRUPTED ? usualMs : tookMs;
      usualMs = usualMs === 0 ? ownMs : usualMs + (ownMs - usualMs) / RUN;
      spentMs += ownMs;
      leftMs -= ownMs * WITH_GARBAGE;
      if (--inRun > 0) return;
      inRun = RUN;
      earn(toMs);
      if (leftMs > 0) {
        step = Math.max(RUN, step >> 1);
        return;
      }
      step = Math.min(MAX_GAP, step * 2);
      sampled = true;
      // Not evenly: a loop's own rhythm must not hide the same promise for ever.
      budget.gap = step + (((toMs * 1e6) % step) | 0);
    },
  };
  return budget;
}

export = { makeBudget };
