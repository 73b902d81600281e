/** A damaged copy, and what was done to it. */
export interface Damaged {
  readonly what: string;
  readonly bytes: Buffer;
}

export function cuts(bytes: Buffer, step: number): Generator<Damaged>;
export function flips(bytes: Buffer, options: { readonly count: number; readonly seed: number }): Generator<Damaged>;
