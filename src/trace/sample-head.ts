const TYPE = Buffer.from('{"type":"sample","stall":');
const AT = Buffer.from(',"atNs":');

const ZERO = 48;
const NINE = 57;

/** Which stall a look belongs to, and when it was taken. */
export interface SampleHead {
  readonly stall: number;
  readonly atNs: number;
}

/**
 * Reads the beginning of a line as the probe writes a `sample`: they are most of the lines of a large trace, and of most
 * of them no more is ever needed. Null for any other line, and for a sample that is written in another way.
 */
export function readSample(bytes: Uint8Array, start: number, end: number): SampleHead | null {
  if (!isAt(bytes, start, TYPE)) return null;
  const stallAt = start + TYPE.length;
  const stallEnd = digitsEnd(bytes, stallAt, end);
  if (stallEnd === stallAt || !isAt(bytes, stallEnd, AT)) return null;
  const timeAt = stallEnd + AT.length;
  const timeEnd = digitsEnd(bytes, timeAt, end);
  if (timeEnd === timeAt || bytes[timeEnd] !== 0x2c) return null;
  return { stall: numberIn(bytes, stallAt, stallEnd), atNs: numberIn(bytes, timeAt, timeEnd) };
}

function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}

function digitsEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
  return at;
}

function numberIn(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) value = value * 10 + ((bytes[at] as number) - ZERO);
  return value;
}
