/**
 * The text of an event in the trace, with a checksum as its last field: the reader must tell a line that was damaged from
 * one that says something else. See `src/trace/seal.ts`, which reads it.
 */
const { stringify } = JSON;
const { from } = Buffer;

const POLYNOMIAL = 0xedb88320;
/** What each byte does to the checksum; made when the first line is written. */
let table: Int32Array | null = null;

function makeTable(): Int32Array {
  const made = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    made[byte] = crc;
  }
  return made;
}

/** CRC-32 in eight hexadecimal digits. */
function checksumOf(text: string): string {
  table ??= makeTable();
  const bytes = from(text);
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] as number)) & 255] as number);
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

/** An event as a line with its newline. */
function lineOf(event: object): string {
  const text = stringify(event).slice(0, -1);
  return `${text},"crc":"${checksumOf(text)}"}\n`;
}

export = { lineOf };
