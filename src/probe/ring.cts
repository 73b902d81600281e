/** A one-way pipe of JSON messages in shared memory: one thread writes, one reads, nobody waits. */

/** Bytes of one pipe. Messages of a loop's thread are rare: a few hundred bytes for each late turn. */
const RING_BYTES = 32 * 1024;
/** Head, tail, and messages that found no room. */
const HEAD = 0;
const TAIL = 1;
const DROPPED = 2;
const CONTROL_BYTES = 16;
const LENGTH_BYTES = 4;
/** All the bytes of a ring with its control words. */
const TOTAL_BYTES = CONTROL_BYTES + RING_BYTES;

function views(buffer: SharedArrayBuffer, offset: number) {
  return {
    control: new Int32Array(buffer, offset, CONTROL_BYTES / 4),
    bytes: new Uint8Array(buffer, offset + CONTROL_BYTES, RING_BYTES),
  };
}

/** The writing end: returns false where the message found no room. */
function ringWriter(buffer: SharedArrayBuffer, offset: number): (message: unknown) => boolean {
  const { control, bytes } = views(buffer, offset);
  const encoder = new TextEncoder();
  const stringify = JSON.stringify;
  const put = (at: number, data: Uint8Array) => {
    const first = Math.min(data.length, RING_BYTES - at);
    bytes.set(data.subarray(0, first), at);
    bytes.set(data.subarray(first), 0);
  };
  return (message) => {
    const data = encoder.encode(stringify(message));
    const head = Atomics.load(control, HEAD);
    const used = (head - Atomics.load(control, TAIL) + RING_BYTES) % RING_BYTES;
    if (used + LENGTH_BYTES + data.length >= RING_BYTES) {
      Atomics.add(control, DROPPED, 1);
      return false;
    }
    const length = new Uint8Array(LENGTH_BYTES);
    new DataView(length.buffer).setUint32(0, data.length);
    put(head, length);
    put((head + LENGTH_BYTES) % RING_BYTES, data);
    Atomics.store(control, HEAD, (head + LENGTH_BYTES + data.length) % RING_BYTES);
    return true;
  };
}

const NONE: readonly unknown[] = [];

/** The reading end: all the messages that are there. */
function ringReader(
  buffer: SharedArrayBuffer,
  offset: number,
): { read(): readonly unknown[]; dropped(): number; reset(): void } {
  const { control, bytes } = views(buffer, offset);
  const decoder = new TextDecoder();
  const take = (at: number, length: number) => {
    // A copy: neither decoders nor DataViews take shared memory everywhere.
    const data = new Uint8Array(length);
    const first = Math.min(length, RING_BYTES - at);
    data.set(bytes.subarray(at, at + first));
    data.set(bytes.subarray(0, length - first), first);
    return data;
  };
  return {
    read() {
      let tail = Atomics.load(control, TAIL);
      const head = Atomics.load(control, HEAD);
      if (tail === head) return NONE;
      const messages: unknown[] = [];
      while (tail !== head) {
        const length = new DataView(take(tail, LENGTH_BYTES).buffer).getUint32(0);
        messages.push(JSON.parse(decoder.decode(take((tail + LENGTH_BYTES) % RING_BYTES, length))));
        tail = (tail + LENGTH_BYTES + length) % RING_BYTES;
      }
      Atomics.store(control, TAIL, tail);
      return messages;
    },
    dropped: () => Atomics.load(control, DROPPED),
    reset() {
      control.fill(0);
    },
  };
}

export = { TOTAL_BYTES, ringWriter, ringReader };
