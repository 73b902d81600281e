/** Types of event whose lines are not parsed: of them only the time is taken. */
export type SkippedTypes = readonly ('health' | 'gc' | 'tasks')[];

/** Gives the time of a line that is passed over, ns; null for one that is not. */
export type SkipTest = (bytes: Buffer, start: number) => number | null;

/** Enough of a line for its type and its time. */
const HEAD_BYTES = 64;

/** A test of lines by their first bytes, which is several times quicker than to make texts of them; null for no types. */
export function skipTest(types: SkippedTypes): SkipTest | null {
  if (types.length === 0) return null;
  const starts = types.map((type) => Buffer.from(`{"type":"${type}"`));
  const head = new RegExp(`^\\{"type":"(?:${types.join('|')})","atNs":(\\d+)`);
  return (bytes, start) => {
    if (!starts.some((first) => beginsWith(bytes, start, first))) return null;
    const [, atNs] = head.exec(bytes.toString('latin1', start, start + HEAD_BYTES)) ?? [];
    return atNs === undefined ? null : Number(atNs);
  };
}

function beginsWith(bytes: Buffer, from: number, start: Buffer): boolean {
  // The types differ in their last letters.
  for (let index = start.length - 1; index >= 0; index -= 1) if (bytes[from + index] !== start[index]) return false;
  return true;
}
