import type { ProcessTrace } from '../trace/trace.js';

/** The ids of the frames that a report may show: those of stalls, of timed calls, and of what was observed besides. */
export function wantedFrames(process: ProcessTrace): ReadonlySet<number> {
  const frames = new Set<number>();
  const seen = new Set<number>();
  const addStack = (stack: number | undefined) => {
    for (let id = stack ?? 0; id !== 0 && !seen.has(id); ) {
      seen.add(id);
      const node = process.stacks.get(id);
      if (node === undefined) return;
      frames.add(node.frame);
      id = node.parent;
    }
  };
  for (const { samples, lastGrow } of process.stalls) {
    for (const sample of samples) {
      addStack(sample.stack);
      if (sample.ran !== undefined) frames.add(sample.ran);
    }
    addStack(lastGrow?.inCall?.stack);
  }
  for (const event of process.observed) {
    if ('stack' in event) addStack(event.stack);
    if ('started' in event) addStack(event.started);
  }
  for (const event of process.deep) {
    if ('stack' in event) addStack(event.stack);
    if (event.type === 'suspended') for (const stack of [event.owner, event.on]) addStack(stack);
    if (event.type === 'chain') for (const stack of event.stacks) addStack(stack);
  }
  if (process.stalls.length > 0) for (const call of process.calls) addStack(call.stack);
  return frames;
}
