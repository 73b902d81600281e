import { traceSegment } from '@jridgewell/trace-mapping';
import type { LoadedMap, MapSource } from './load-map.js';

/** A place in a source. Lines and columns from 1. */
export interface Original {
  readonly source: MapSource;
  readonly line: number;
  readonly column: number;
}

/** `helper`: the map says that no source has this code. `outside`: it points to where no source can be. */
export type Mapping = Original | 'helper' | 'outside';

/** Asks the map for a place; lines and columns from 1. */
export function originalAt(loaded: LoadedMap, line: number, column: number): Mapping {
  const segment = traceSegment(loaded.map, line - 1, column - 1);
  if (segment === null || segment.length === 1) return 'helper';
  const source = loaded.sources[Number(loaded.map.sources[segment[1]])];
  const original = { line: segment[2] + 1, column: segment[3] + 1 };
  if (source === undefined || original.line < 1 || original.column < 1) return 'outside';
  return { source, ...original };
}

/** The generated column, from 1, at which the map's last word before a place stands. */
export function segmentColumn(loaded: LoadedMap, line: number, column: number): number {
  return (traceSegment(loaded.map, line - 1, column - 1)?.[0] ?? column - 1) + 1;
}

/**
 * Maps speak of some places only, the beginning of a statement perhaps. Where the text from there to the wanted place is
 * the same in the source, so is the distance. `ran` and `source` are the two lines; columns from 1.
 */
export function refineColumn(
  ran: { readonly text: string; readonly from: number; readonly to: number },
  source: { readonly text: string; readonly from: number },
): number {
  const distance = ran.to - ran.from;
  // With the first character of what stands there: two texts may end alike and go on differently.
  const wanted = ran.text.slice(ran.from - 1, ran.to);
  const found = source.text.slice(source.from - 1, source.from + distance);
  return distance > 0 && wanted === found ? source.from + distance : source.from;
}
