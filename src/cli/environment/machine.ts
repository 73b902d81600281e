import type { Style } from '../style.js';
import type { Configuration } from './configuration.js';

/** A small program that was run under the probe. */
export interface Trial {
  readonly armed: boolean;
  /** What the probe could not see of what a report rests on, a sentence each. */
  readonly blind: readonly string[];
}

/** What the permission model of Node forbids; it is on where this is not null. */
export interface Permissions {
  readonly worker: boolean;
  readonly inspector: boolean;
  readonly child: boolean;
  readonly fsWrite: boolean;
}

/** The CPU time that a control group may use. */
export interface CpuLimit {
  /** In cores: 0.5 is half of one. */
  readonly cores: number;
  /** How often the group was stopped so far because it had used its time up; null where the system does not tell. */
  readonly throttled: number | null;
}

/** All that is known of the place where loopcheck would run; null means that it could not be found out. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly nodeVersion: string;
  readonly hasTypeScript: boolean;
  readonly hasInspector: boolean;
  readonly permissions: Permissions | null;
  /** Whether `/proc/self/task/<tid>/schedstat` can be read, and counts. */
  readonly hasSchedstat: boolean;
  readonly container: string | null;
  readonly cpuLimit: CpuLimit | null;
  readonly cores: number;
  /** Processes that wanted a core, on average over the last minute; null on Windows. */
  readonly load: number | null;
  /** How much later than asked timers of 5 ms came, the median. */
  readonly timerLateMs: number;
  /** The words of NODE_OPTIONS. */
  readonly nodeOptions: readonly string[];
  readonly configuration: Configuration;
  /** Why traces cannot be written to the configuration's `traceHome`, as an error's code; null where they can. */
  readonly traceError: string | null;
  readonly freeBytes: number | null;
  /** Versions of packages that add to loopcheck; null for one that is not there. */
  readonly packages: Readonly<Record<'@clinic/doctor' | '@duckdb/node-api' | 'tsx', string | null>>;
  /** What stderr can show, where reports go. */
  readonly terminal: Style & { readonly isTerminal: boolean };
  /** A sentence instead, where no trial could be made. */
  readonly trial: Trial | string;
}
