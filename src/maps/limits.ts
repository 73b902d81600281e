/** Maps and scripts beyond this are not read: the largest bundles that are built stay well below. */
export const MAX_MAP_BYTES = 64 * 1024 * 1024;

/** Sources beyond this are not shown; as the probe's limit for the files that run. */
export const MAX_SOURCE_BYTES = 8 * 1024 * 1024;

/** Lines and places that a map may speak of. Each costs about 100 bytes once it is decoded. */
export const MAX_SEGMENTS = 5_000_000;

/** Maps in maps (sections of sections); bundlers make one level. */
export const MAX_SECTION_DEPTH = 8;

/** For people: `64 MiB`. */
export function inMiB(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024))} MiB`;
}
