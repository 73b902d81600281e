import type { RawStack } from '../attach/in-target.js';
import type { Refusal } from '../attach/refusal.js';
import { formatMs } from '../gate/figures.js';
import { visible } from '../report/text/clean.js';
import { placeName } from './live-words.js';
import { isUsers } from './run-watch.js';

const NEEDS_LINUX =
  'attach works on Linux alone: only there can be seen beforehand that the signal it sends will not end the process';

/** Candidates that are listed; more help nobody. */
const MOST_LISTED = 8;
const MOST_CHARS = 60;

/** One sentence: why the process can't be attached to, and what to do. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.why) {
    case 'platform':
      return `${NEEDS_LINUX}; on ${refusal.platform}, start it under loopcheck, or with --require loopcheck/register.`;
    case 'no-process':
      return `There is no process ${refusal.pid}: check the number (pgrep -a node lists them).`;
    case 'gone':
      return `Process ${refusal.pid} ended before loopcheck could look at it.`;
    case 'own':
      return `Process ${refusal.pid} is loopcheck itself: give the number of another.`;
    case 'other-user':
      return `Process ${refusal.pid} belongs to another user: run loopcheck as that user, or as root.`;
    case 'hidden':
      return (
        `The system does not show what process ${refusal.pid} runs (/proc/${refusal.pid}/exe can't be read): ` +
        'run loopcheck in the same container, as that user or as root.'
      );
    case 'stopped':
      return `Process ${refusal.pid} is stopped (SIGSTOP), so it can't answer: let it go on with kill -CONT ${refusal.pid}.`;
    case 'probed':
      return `Process ${refusal.pid} is watched by loopcheck already: stop that, or read its trace with loopcheck report.`;
    case 'not-node':
      return `Process ${refusal.pid} is not Node: it runs ${visible(refusal.program)}.`;
    case 'container':
      return (
        `Process ${refusal.pid} runs in another container or root folder, where loopcheck's files are not there: ` +
        'run loopcheck inside it.'
      );
    case 'deadly-signal':
      return (
        `Process ${refusal.pid} does not listen to SIGUSR1 (it is starting, or was started with --disable-sigusr1 or --permission), ` +
        'so the signal that opens its inspector would end it: it is left alone.'
      );
    case 'ignored-signal':
      return `Process ${refusal.pid} ignores SIGUSR1, so its inspector can't be opened: start it without that.`;
    case 'inspector-open':
      return (
        `The inspector of process ${refusal.pid} is in use already (port ${refusal.port}): close the debugger, ` +
        'or start the process without --inspect.'
      );
    case 'port-taken':
      return (
        `Port ${refusal.port}, which process ${refusal.pid} would open its inspector on, is taken by another process: ` +
        'free it, and try again.'
      );
    case 'no-inspector':
      return (
        `Process ${refusal.pid} did not open its inspector within ${formatMs(refusal.waitedMs)}: it handles SIGUSR1 ` +
        'itself, or its main thread is in a call into the system that has not come back.'
      );
    case 'no-answer':
      return `The inspector of process ${refusal.pid} did not answer as it should: ${visible(firstLine(refusal.detail))}.`;
    case 'old-node':
      return `Process ${refusal.pid} runs Node ${refusal.version}: loopcheck needs Node 20 or later.`;
    case 'no-probe':
      return `Process ${refusal.pid} could not load the probe: ${visible(firstLine(refusal.detail))}.`;
    case 'no-trace':
      return (
        `Process ${refusal.pid} can't write its trace to ${refusal.path}: name a folder that its user may write to ` +
        'with --trace.'
      );
    case 'none-on-port':
      return `No process that you may look at listens on port ${refusal.port}: check the number, or run as its user.`;
    case 'none-named':
      return `No Node process is named ${refusal.name}: give its script's name, its pid, or :port.`;
    case 'many':
      return `${refusal.candidates.length} processes match ${refusal.wanted}: give the pid of one (${list(refusal.candidates)}).`;
  }
}

function list(candidates: Extract<Refusal, { why: 'many' }>['candidates']): string {
  const shown = candidates
    .slice(0, MOST_LISTED)
    .map(({ pid, title }) => `${pid} ${visible(title.slice(0, MOST_CHARS))}`);
  const more = candidates.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/\.$/, '');
}

/** Where a loop stands still: the innermost line of the user's, else whatever is innermost. */
export function stuckAt(pid: number, stack: RawStack, cwd: string): string {
  const [name, url, line] = stack.find((frame) => isUsers(frame[1])) ?? stack[0] ?? ['', '', 0];
  return `process ${pid} stands still at ${visible(placeName({ function: name, url, line }, cwd))}`;
}

/** The probe is in. */
export function watching(pid: number, title: string): string {
  return `watching process ${pid} (${visible(title)}); Ctrl-C ends that, not the process, and reports`;
}

/** The probe has not said goodbye. */
export function stillIn(pid: number): string {
  return `the probe has not left process ${pid} yet; it takes itself out as soon as the main thread there can hear it.`;
}

/** The inspector has not closed. */
export function stillOpen(pid: number): string {
  return `the inspector of process ${pid} is open still; it closes as soon as the main thread there can hear it.`;
}
