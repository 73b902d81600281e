/** One way that the figures take while the process runs. */
import type { Figures } from '../../metrics/figures.cjs';

export interface OutletDeps {
  readonly nowMs: () => number;
  readonly figures: () => Figures;
  /** Tells of something in the trace, at the first time that it happens. */
  readonly tellOnce: (what: string, sentence: string) => void;
}

export interface Outlet {
  /** About once a second: does what is due. */
  tick(nowMs: number): void;
  /** Whether this thread's own loop must turn for it. */
  wantsTurns(): boolean;
  /** The process leaves. Waits for nobody. */
  close(): void;
}
