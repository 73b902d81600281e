/** What triage says of a culprit, each with its figures and the chance that it is an accident. */

/** A culprit blocks more, or less, from a version or a day on. */
export interface Change {
  readonly kind: 'regression' | 'improvement';
  readonly fingerprint: string;
  readonly since: { readonly type: 'version' | 'date'; readonly value: string };
  /** ms blocked in an hour of recording, the mean over the runs. */
  readonly beforeMsPerHour: number;
  readonly afterMsPerHour: number;
  /** Null where it was not there before. */
  readonly ratio: number | null;
  /** Hosts with runs on both sides, and how many of them changed the same way; 0 of 0 where hosts are not known. */
  readonly hosts: { readonly compared: number; readonly changed: number };
  readonly runs: { readonly before: number; readonly after: number };
  /** Corrected for all that was tested. */
  readonly p: number;
}

/** One host is blocked more than the others by a culprit. */
export interface OutlierHost {
  readonly kind: 'outlier-host';
  readonly fingerprint: string;
  readonly host: string;
  readonly hostMsPerHour: number;
  readonly othersMsPerHour: number;
  /** Null where the others never saw it. */
  readonly ratio: number | null;
  readonly runs: { readonly host: number; readonly others: number };
  readonly p: number;
}

/** A culprit keeps to one hour of the day (UTC). */
export interface DailyJob {
  readonly kind: 'daily';
  readonly fingerprint: string;
  /** 0–23. */
  readonly hour: number;
  readonly days: number;
  /** Of its blocked time, 0–1. */
  readonly share: number;
  readonly p: number;
}

export type Answer = Change | OutlierHost | DailyJob;

/** The chance of any false alarm at all that one look at a fleet may have. */
export const ALPHA = 0.01;
/** Each kind is tested for by itself, and all of them together may have that chance. */
export const KINDS_OF_ANSWER = 3;
