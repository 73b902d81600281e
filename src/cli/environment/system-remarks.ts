import type { Machine } from './machine.js';
import type { Remark } from './remark.js';

type Facts = Pick<
  Machine,
  | 'platform'
  | 'hasSchedstat'
  | 'container'
  | 'cpuLimit'
  | 'cores'
  | 'load'
  | 'timerLateMs'
  | 'configuration'
  | 'traceError'
  | 'freeBytes'
>;

/** The target and its monitor want a core each, and so does loopcheck at the end. */
const WANTED_CORES = 2;
/** Timers that come later than this make the monitor, which looks at what is overdue by 15 ms, late too. */
const LATE_TIMER_MS = 5;
/** A long run with many stalls takes some MB; a full disk loses events. */
const LITTLE_DISK_BYTES = 100 * 2 ** 20;

/** What the system and its load help or hinder. */
export function systemRemarks(machine: Facts): Remark[] {
  return [
    schedule(machine),
    cores(machine),
    container(machine),
    cpuLimit(machine),
    timers(machine),
    configuration(machine),
    traces(machine),
    disk(machine),
  ];
}

function schedule({ platform, hasSchedstat }: Facts): Remark {
  return {
    id: 'schedstat',
    what: '/proc, schedstat',
    value: hasSchedstat ? 'readable' : platform === 'linux' ? 'missing' : `none on ${platform}`,
    effect: hasSchedstat ? 'helps' : 'hinders',
    meaning: hasSchedstat
      ? 'Time for which a busy machine gave a thread no core is told from slow code.'
      : 'A busy machine cannot be told from slow code: leave budgets room, or judge by counts.',
  };
}

function cores({ cores: count, load }: Facts): Remark {
  const value = load === null ? `${count}` : `${count}, load ${load.toFixed(1)}`;
  const line = { id: 'cores', what: 'cores', value } as const;
  if (count < WANTED_CORES)
    return {
      ...line,
      effect: 'hinders',
      meaning: 'Target, monitor and load share one core, so each slows the others.',
    };
  if (load !== null && load > count)
    return {
      ...line,
      effect: 'hinders',
      meaning: 'More wants to run than there are cores: times are longer than on a quiet machine.',
    };
  return { ...line, effect: 'helps', meaning: 'There is room for the target and its monitor.' };
}

function container({ container: kind }: Facts): Remark {
  return {
    id: 'container',
    what: 'container',
    value: kind ?? 'none seen',
    effect: 'neutral',
    meaning:
      kind === null
        ? 'Nothing shows that this process runs in one.'
        : 'Its neighbours are not seen from inside; what they take shows as time without a core.',
  };
}

function cpuLimit({ cpuLimit: limit }: Facts): Remark {
  const line = { id: 'cpu-limit', what: 'CPU limit' } as const;
  if (limit === null)
    return {
      ...line,
      value: 'none',
      effect: 'helps',
      meaning: 'No control group limits the CPU time of this process.',
    };
  const stopped = limit.throttled === null || limit.throttled === 0 ? '' : `, stopped ${limit.throttled} times so far`;
  const isTight = limit.cores < WANTED_CORES;
  return {
    ...line,
    value: `${Number(limit.cores.toFixed(2))} ${limit.cores === 1 ? 'core' : 'cores'}${stopped}`,
    effect: isTight ? 'hinders' : 'neutral',
    meaning:
      'When that is used up, the kernel stops all threads until the next period (100 ms as a rule): such pauses are told as cpu-starved.',
  };
}

function timers({ timerLateMs }: Facts): Remark {
  const isLate = timerLateMs > LATE_TIMER_MS;
  return {
    id: 'timers',
    what: 'timers',
    value: `${timerLateMs.toFixed(1)} ms late`,
    effect: isLate ? 'hinders' : 'helps',
    meaning: isLate
      ? 'Short stalls are looked at late or not at all: a threshold below 50 ms says little here.'
      : 'Fine enough for the pulse of 20 ms.',
  };
}

function configuration({ configuration: { file, complaint } }: Facts): Remark {
  const isRead = complaint === null;
  return {
    id: 'configuration',
    what: 'configuration',
    value: isRead ? (file ?? 'none') : `${file ?? 'it'} cannot be read`,
    effect: isRead ? 'neutral' : 'stops',
    meaning:
      complaint ??
      (file === null ? 'Flags alone say how a run is made.' : 'Runs from here take it; flags win over it.'),
  };
}

function traces({ configuration: { traceHome }, traceError }: Facts): Remark {
  return {
    id: 'trace-folder',
    what: traceHome,
    value: traceError === null ? 'writable' : `not writable (${traceError})`,
    effect: traceError === null ? 'helps' : 'hinders',
    meaning:
      traceError === null ? 'Traces can be kept here.' : 'Traces cannot be kept here: name another place with --trace.',
  };
}

function disk({ freeBytes }: Facts): Remark {
  const isLittle = freeBytes !== null && freeBytes < LITTLE_DISK_BYTES;
  return {
    id: 'disk',
    what: 'free disk',
    value: freeBytes === null ? null : `${Math.floor(freeBytes / 2 ** 20)} MB`,
    effect: freeBytes === null ? 'neutral' : isLittle ? 'hinders' : 'helps',
    meaning: isLittle
      ? 'A full disk loses events; a run takes some hundred KB, one with many stalls some MB.'
      : 'A run takes some hundred KB, one with many stalls some MB.',
  };
}
