import type { Cell, Row } from './rows.js';
import type { Column } from './schema.js';

/**
 * Rows in ClickHouse's RowBinary: exact numbers, where its reading of decimals may be off by a digit, and no text that
 * would have to be escaped.
 */
export function rowBinary(columns: readonly Column[], rows: readonly Row[]): Buffer {
  const pieces: Buffer[] = [];
  for (const row of rows) {
    for (const [index, column] of columns.entries()) pieces.push(...cellBinary(column, row[index] ?? null));
  }
  return Buffer.concat(pieces);
}

const NULL = Buffer.from([1]);
const VALUE = Buffer.from([0]);

function cellBinary({ name, type, nullable }: Column, cell: Cell): readonly Buffer[] {
  if (cell === null) {
    if (!nullable) throw new TypeError(`${name} cannot be null`);
    return [NULL];
  }
  const value = type === 'VARCHAR' ? textBinary(String(cell)) : [numberBinary(type, cell)];
  return nullable ? [VALUE, ...value] : value;
}

function numberBinary(type: Column['type'], cell: string | number | bigint): Buffer {
  const buffer = Buffer.alloc(8);
  if (type === 'DOUBLE') buffer.writeDoubleLE(Number(cell));
  else if (type === 'UBIGINT') buffer.writeBigUInt64LE(BigInt(cell));
  else buffer.writeBigInt64LE(BigInt(cell));
  return buffer;
}

function textBinary(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  return [varint(bytes.length), bytes];
}

/** LEB128, as ClickHouse counts the bytes of a text. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}
