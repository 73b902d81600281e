/**
 * Reads the beginnings of lines without parsing them. Only what looks exactly as loopcheck writes it is recognised: any
 * other spelling of the same event is left to the parser.
 */

const ZERO = 48;
const NINE = 57;

/**
 * Text, a number, text, a number, …, and text at the end; null for a line that does not begin so. The numbers come in the
 * same array each time: there are millions of lines.
 */
type HeadReader = (bytes: Uint8Array, start: number, end: number) => readonly number[] | null;

function headReader(...texts: readonly string[]): HeadReader {
  const parts = texts.map((text) => Buffer.from(text));
  const numbers = new Array<number>(parts.length - 1).fill(0);
  return (bytes, start, end) => {
    let at = start;
    for (let which = 0; which < parts.length; which++) {
      const part = parts[which] as Uint8Array;
      if (at > start) {
        const from = at;
        let value = 0;
        for (let byte = bytes[at] as number; at < end && byte >= ZERO && byte <= NINE; byte = bytes[++at] as number)
          value = value * 10 + (byte - ZERO);
        if (at === from) return null;
        numbers[which - 1] = value;
      }
      for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return null;
      at += part.length;
    }
    return at <= end ? numbers : null;
  };
}

/** The first letter of a line's type, as loopcheck writes lines: of a sample it is that of a stall. */
export const LETTER = { health: 0x68, stall: 0x73 } as const;

const TYPE_AT = '{"type":"'.length;

/** The letter of the line that begins at `start`; any byte where it is no line of loopcheck's. */
export function letterOf(bytes: Uint8Array, start: number): number | undefined {
  return bytes[start + TYPE_AT];
}

/** Of a `sample`: its stall, and `atNs`. */
export const readSampleHead = headReader('{"type":"sample","stall":', ',"atNs":', ',');

/** Of a `stall-open` of the main thread, which this is all of: its number, `startNs` and `atNs`. */
export const readOpening = headReader('{"type":"stall-open","stall":', ',"startNs":', ',"atNs":', ',"crc"');

/** Of a `stall-close`: its number, `startNs` and `endNs`. */
export const readCloseHead = headReader('{"type":"stall-close","stall":', ',"startNs":', ',"endNs":', ',');
