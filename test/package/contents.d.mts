export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}
export const MAX_TARBALL_BYTES: number;
export const MAX_UNPACKED_BYTES: number;
export function pack(folder?: string): Packed;
export function problemsOf(packed: Pick<Packed, 'files' | 'size' | 'unpackedSize'>): string[];
