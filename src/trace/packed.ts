import { kMaxLength } from 'node:buffer';
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';

/** The first two bytes of gzip data (RFC 1952). */
const MAGIC = [0x1f, 0x8b];
/** The last four bytes of gzip data say how long it was, less multiples of 4 GB. */
const LENGTH_BYTES = 4;
/** What is unpacked comes in pieces of so much at the most. */
const PIECE_BYTES = 256 * 1024;
/** zlib is given so much at once: where the data is damaged, it keeps what it has made of the piece before. */
const BITE_BYTES = 2048;

/** Whether bytes from the beginning of a file are those of one that gzip packed. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC[0] && bytes[1] === MAGIC[1];
}

/** As much as there is in the first bytes of a packed file. Throws an error with a code of zlib's where they are damaged. */
export function unpackStart(bytes: Uint8Array): Buffer {
  return unpackAll(bytes, kMaxLength);
}

/** What a packed file holds, as far as it goes. Throws as `unpackStart`, and a RangeError where it is more than `maxBytes`. */
export function unpackAll(bytes: Uint8Array, maxBytes: number): Buffer {
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxBytes });
}

/** Whether it is zlib that complains: the data is damaged, or breaks off. */
export function isPackingError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}

/** How many bytes a file holds: of a packed one as many as it says itself, and no fewer than it takes. */
export async function unpackedSize(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const ends = Buffer.alloc(MAGIC.length + LENGTH_BYTES);
  if (size < ends.length) return size;
  await handle.read(ends, 0, MAGIC.length, 0);
  if (!isPacked(ends)) return size;
  await handle.read(ends, MAGIC.length, LENGTH_BYTES, size - LENGTH_BYTES);
  return Math.max(size, ends.readUInt32LE(MAGIC.length));
}

/** Reads what a packed file holds, piece by piece. */
export interface Unpacking {
  /** Fills a part of `buffer` from `offset` on, `length` bytes at the most. 0 bytes: that was all. */
  readonly read: (buffer: Buffer, offset: number, length: number) => Promise<{ readonly bytesRead: number }>;
  /** To be called before the file is closed. */
  readonly close: () => Promise<void>;
}

/** Unpacks an open file of which `first` has been read already. Its errors come out of `read`. */
export function unpacking(handle: FileHandle, first: Buffer): Unpacking {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  const bites = Readable.from(bitesOf(handle, first), { objectMode: false });
  bites.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  const pieces = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let left: Buffer = Buffer.alloc(0);
  return {
    async read(buffer, offset, length) {
      if (left.length === 0) {
        const { value, done } = await pieces.next();
        if (done === true) return { bytesRead: 0 };
        left = value;
      }
      const bytesRead = left.copy(buffer, offset, 0, length);
      left = left.subarray(bytesRead);
      return { bytesRead };
    },
    async close() {
      gunzip.on('error', () => {}).destroy();
      if (bites.closed) return;
      bites.destroy();
      await once(bites, 'close');
    },
  };
}

/** The file's bytes from the beginning, of which `first` has been read. */
async function* bitesOf(handle: FileHandle, first: Buffer): AsyncGenerator<Buffer> {
  for (let bytes = first; bytes.length > 0; ) {
    for (let at = 0; at < bytes.length; at += BITE_BYTES) yield bytes.subarray(at, at + BITE_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, null);
    bytes = buffer.subarray(0, bytesRead);
  }
}
