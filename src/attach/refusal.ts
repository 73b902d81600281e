/** Why a process can't be attached to. Each is one sentence for people: see `src/cli/attach-words.ts`. */
export type Refusal =
  | { readonly why: 'platform'; readonly platform: string }
  | {
      readonly why: 'no-process' | 'gone' | 'other-user' | 'hidden' | 'stopped' | 'own' | 'probed';
      readonly pid: number;
    }
  | { readonly why: 'not-node'; readonly pid: number; readonly program: string }
  /** It sees other processes, or other files, than this one. */
  | { readonly why: 'container'; readonly pid: number }
  /** SIGUSR1 would end it, or do nothing. */
  | { readonly why: 'deadly-signal' | 'ignored-signal'; readonly pid: number }
  | { readonly why: 'inspector-open'; readonly pid: number; readonly port: number }
  | { readonly why: 'port-taken'; readonly pid: number; readonly port: number }
  /** Nothing was opened within this time after the signal. */
  | { readonly why: 'no-inspector'; readonly pid: number; readonly waitedMs: number }
  /** What was opened does not answer, or not as it should. */
  | { readonly why: 'no-answer'; readonly pid: number; readonly detail: string }
  | { readonly why: 'old-node'; readonly pid: number; readonly version: string }
  /** It could not load the probe, in its own words. */
  | { readonly why: 'no-probe'; readonly pid: number; readonly detail: string }
  /** It was armed, and nothing of that came to the trace. */
  | { readonly why: 'no-trace'; readonly pid: number; readonly path: string }
  | { readonly why: 'none-on-port'; readonly port: number }
  | { readonly why: 'none-named'; readonly name: string }
  | { readonly why: 'many'; readonly wanted: string; readonly candidates: readonly Candidate[] };

/** A process that may have been meant. */
export interface Candidate {
  readonly pid: number;
  /** What it runs, for people. */
  readonly title: string;
}

export interface AttachError extends Error {
  readonly name: 'AttachError';
  readonly refusal: Refusal;
}

/** An error that carries the reason. */
export function refuse(refusal: Refusal): AttachError {
  return Object.assign(new Error(`cannot attach: ${refusal.why}`), { name: 'AttachError' as const, refusal });
}

export function isAttachError(error: unknown): error is AttachError {
  return error instanceof Error && error.name === 'AttachError';
}
