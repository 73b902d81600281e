import { foldEvent, startFold } from '../../trace/fold.js';
import { sealedLine } from '../../trace/seal.js';
import type { Trace } from '../../trace/trace.js';
import type { Capture } from './capture.js';

/** A capture as a trace that was read: with no launcher's file, because nothing was launched. */
export function toTrace({ processes, problems }: Capture): Trace {
  const folds = processes.map(([header, ...events]) => {
    const fold = startFold(header);
    for (const event of events) if (event.type !== 'header' && event.type !== 'of') foldEvent(fold, event);
    return fold.trace;
  });
  return { run: null, processes: folds, packages: new Map(), problems };
}

/** A process's lines as its trace file. */
export function toLines(events: readonly object[]): string {
  return events.map(sealedLine).join('');
}
