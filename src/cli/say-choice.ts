import type { Trace } from '../trace/trace.js';
import { type CliProcess, say } from './host.js';

/** Says which of several runs was taken, where there was a choice. */
export function sayChoice({ problems }: Pick<Trace, 'problems'>, host: CliProcess): void {
  const choice = problems.find(({ kind }) => kind === 'choice');
  if (choice !== undefined) say(host, `loopcheck: ${choice.message}`);
}
