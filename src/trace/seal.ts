/**
 * The checksum of a line. Each line of a trace ends in a field `crc`: the CRC-32 (as of zip and PNG) of the line's bytes
 * before that field, in eight hexadecimal digits. It is the last field, so that whoever writes a line adds it to the text
 * and whoever reads one can check the bytes before parsing them.
 *
 *     {"type":"gc","startNs":100,"durationNs":20,"kind":"major","crc":"451d9b4a"}
 */

const FIELD = ',"crc":"';
const DIGITS = 8;
/** `,"crc":"` and eight digits, and `"}`. */
export const SEAL_BYTES = FIELD.length + DIGITS + 2;

const POLYNOMIAL = 0xedb88320;
const QUOTE = 0x22;
const CLOSING_BRACE = 0x7d;

/** What each byte does to the checksum, and what it does one to seven bytes further on: eight bytes at a time. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    made[byte] = crc;
  }
  for (let index = 256; index < made.length; index++) {
    const before = made[index - 256] as number;
    made[index] = (before >>> 8) ^ (made[before & 255] as number);
  }
  return made;
}

/** CRC-32 of the bytes from `start` to `end`, 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    crc ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    crc =
      (tables[1792 + (crc & 255)] as number) ^
      (tables[1536 + ((crc >>> 8) & 255)] as number) ^
      (tables[1280 + ((crc >>> 16) & 255)] as number) ^
      (tables[1024 + (crc >>> 24)] as number) ^
      (tables[768 + (bytes[at + 4] as number)] as number) ^
      (tables[512 + (bytes[at + 5] as number)] as number) ^
      (tables[256 + (bytes[at + 6] as number)] as number) ^
      (tables[bytes[at + 7] as number] as number);
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[at] as number)) & 255] as number);
  return ~crc >>> 0;
}

/** An event as a line of a trace, with its checksum and newline. */
export function sealedLine(event: object): string {
  const text = JSON.stringify(event).slice(0, -1);
  const digits = crc32(Buffer.from(text)).toString(16).padStart(DIGITS, '0');
  return `${text}${FIELD}${digits}"}\n`;
}

/**
 * Looks at the seal of the line between `start` and `end`. Gives the position of the seal where it is true, which is where
 * the line's own content ends but for a closing brace; `broken` where it is not, `none` where the line has none.
 */
export function readSeal(bytes: Uint8Array, start: number, end: number): number | 'broken' | 'none' {
  const seal = end - SEAL_BYTES;
  if (seal <= start || bytes[end - 1] !== CLOSING_BRACE || bytes[end - 2] !== QUOTE) return 'none';
  for (let index = 0; index < FIELD.length; index++) {
    if (bytes[seal + index] !== FIELD.charCodeAt(index)) return 'none';
  }
  return readDigits(bytes, seal + FIELD.length) === crc32(bytes, start, seal) ? seal : 'broken';
}

/** Eight hexadecimal digits in small letters as a number; -1 where one is no such digit. */
function readDigits(bytes: Uint8Array, from: number): number {
  let value = 0;
  for (let at = from; at < from + DIGITS; at++) {
    const byte = bytes[at] as number;
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : byte >= 97 && byte <= 102 ? byte - 87 : -1;
    if (digit === -1) return -1;
    value = value * 16 + digit;
  }
  return value;
}
