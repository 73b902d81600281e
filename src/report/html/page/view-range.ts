/** A part of the run, ms since its start. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Nothing is seen closer than this. */
const LEAST_MS = 2;

/** The part of the run that all charts show; they hear of every change. */
export class ViewRange {
  readonly whole: Span;
  #shown: Span;
  readonly #listeners: ((shown: Span) => void)[] = [];

  constructor(whole: Span) {
    this.whole = whole;
    this.#shown = whole;
  }

  get shown(): Span {
    return this.#shown;
  }

  onChange(listener: (shown: Span) => void): void {
    this.#listeners.push(listener);
  }

  /** Shows this part, kept inside the run. */
  show({ fromMs, toMs }: Span): void {
    const wholeMs = this.whole.toMs - this.whole.fromMs;
    const lengthMs = Math.min(wholeMs, Math.max(LEAST_MS, toMs - fromMs));
    const middle = (fromMs + toMs) / 2;
    const from = Math.min(Math.max(this.whole.fromMs, middle - lengthMs / 2), this.whole.toMs - lengthMs);
    this.#shown = { fromMs: from, toMs: from + lengthMs };
    for (const listener of this.#listeners) listener(this.#shown);
  }

  /** Shows `factor` times as much, with `atMs` staying where it is. */
  zoom(factor: number, atMs = (this.#shown.fromMs + this.#shown.toMs) / 2): void {
    const { fromMs, toMs } = this.#shown;
    this.show({ fromMs: atMs - (atMs - fromMs) * factor, toMs: atMs + (toMs - atMs) * factor });
  }

  /** Moves on by a share of what is shown; back where it is negative. */
  pan(share: number): void {
    const { fromMs, toMs } = this.#shown;
    const byMs = (toMs - fromMs) * share;
    const least = this.whole.fromMs - fromMs;
    const most = this.whole.toMs - toMs;
    const stepMs = Math.min(most, Math.max(least, byMs));
    this.show({ fromMs: fromMs + stepMs, toMs: toMs + stepMs });
  }

  reset(): void {
    this.show(this.whole);
  }
}
