/**
 * Reads the beginnings of lines without parsing them. Only what looks exactly as loopcheck writes it is recognised: any
 * other spelling of the same event is left to the parser.
 */

const ZERO = 48;
const NINE = 57;

/** Text, a number, text, a number, …, and text at the end; null for a line that does not begin so. */
type HeadReader = (bytes: Uint8Array, start: number, end: number) => number[] | null;

function headReader(...texts: readonly string[]): HeadReader {
  const parts = texts.map((text) => Buffer.from(text));
  return (bytes, start, end) => {
    const numbers: number[] = [];
    let at = start;
    for (const part of parts) {
      if (at > start) {
        const from = at;
        let value = 0;
        for (let byte = bytes[at] as number; at < end && byte >= ZERO && byte <= NINE; byte = bytes[++at] as number)
          value = value * 10 + (byte - ZERO);
        if (at === from) return null;
        numbers.push(value);
      }
      for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return null;
      at += part.length;
    }
    return at <= end ? numbers : null;
  };
}

/** Of a `sample`: its stall, and `atNs`. */
export const readSampleHead = headReader('{"type":"sample","stall":', ',"atNs":', ',');

/** Of a `stall-open` of the main thread, which this is all of: its number, `startNs` and `atNs`. */
export const readOpening = headReader('{"type":"stall-open","stall":', ',"startNs":', ',"atNs":', ',"crc"');

/** Of a `stall-close`: its number, `startNs` and `endNs`. */
export const readCloseHead = headReader('{"type":"stall-close","stall":', ',"startNs":', ',"endNs":', ',');
