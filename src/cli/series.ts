import { type CliProcess, say } from './host.js';
import type { Parts } from './parts.js';
import { type Recording, record } from './record.js';
import { nameSeries } from './trace-place.js';
import type { CheckedRun } from './watch.js';

/** Where Ctrl-C is heard between two runs. */
export interface InterruptSource {
  on(signal: 'SIGINT', listener: () => void): unknown;
  off(signal: 'SIGINT', listener: () => void): unknown;
}

/**
 * Runs the target as often as `--runs` says, one run after the other, each with a trace of its own. Ctrl-C ends the
 * series, and so does a signal that ends the target: whoever sent it wants no more of it. A run that Ctrl-C cut short is
 * left out, unless it is the only one.
 */
export async function recordSeries(
  run: CheckedRun,
  host: CliProcess,
  parts: Parts,
  interrupts: InterruptSource = process,
): Promise<readonly Recording[]> {
  const { runs: wanted, detail } = run.options;
  const series = nameSeries(new Date(parts.wallMs()));
  const recordings: Recording[] = [];
  let isInterrupted = false;
  const onInterrupt = () => {
    isInterrupted = true;
  };
  interrupts.on('SIGINT', onInterrupt);
  try {
    while (recordings.length < wanted && !isInterrupted) {
      if (detail !== 'quiet') say(host, `loopcheck: run ${recordings.length + 1} of ${wanted}`);
      const recording = await record(run, host, parts, series);
      recordings.push(recording);
      const { stoppedBy, signal } = recording.watched.exited;
      if (stoppedBy === 'interrupt' || (stoppedBy === null && signal !== null)) break;
    }
  } finally {
    interrupts.off('SIGINT', onInterrupt);
  }
  const whole = recordings.filter(({ watched }) => watched.exited.stoppedBy !== 'interrupt');
  return whole.length > 0 ? whole : recordings;
}
