export interface KillsOptions {
  readonly count: number;
  readonly seed: number;
  /** Reads a run's folder as `loopcheck report` does; `originNs` is the run's zero by the monotonic clock, in digits. */
  readonly report: (folder: string) => Promise<{ readonly diagnosis: unknown; readonly originNs: string }>;
  readonly progress?: (line: string) => void;
}

export interface Kills {
  readonly kills: number;
  /** Of these, inside a stall that must be in the trace. */
  readonly open: number;
  readonly launcherKills: number;
  readonly faults: readonly string[];
}

export function kills(options: KillsOptions): Promise<Kills>;
