import { randomOf } from '../fleet/fleet.mjs';

/**
 * Copies of `bytes` that end early, at every `step`th byte.
 * @param {Buffer} bytes
 * @param {number} step
 */
export function* cuts(bytes, step) {
  for (let length = 0; length < bytes.length; length += step) {
    yield { what: `cut at byte ${length}`, bytes: bytes.subarray(0, length) };
  }
}

/**
 * Copies of `bytes` in which one byte, or a few, are others. By turns: one bit, one byte, a digit for a digit, and two to
 * eight bytes anywhere.
 * @param {Buffer} bytes
 * @param {{ count: number, seed: number }} options
 */
export function* flips(bytes, { count, seed }) {
  const random = randomOf(seed);
  const below = (limit) => Math.floor(random() * limit);
  const isDigit = (byte) => byte >= 48 && byte <= 57;
  for (let index = 0; index < count; index += 1) {
    const copy = Buffer.from(bytes);
    const kind = ['bit', 'byte', 'digit', 'bytes'][index % 4];
    const many = kind === 'bytes' ? 2 + below(7) : 1;
    const places = [];
    for (let change = 0; change < many; change += 1) {
      let at = below(copy.length);
      while (kind === 'digit' && !isDigit(copy[at])) at = (at + 1) % copy.length;
      places.push(at);
      if (kind === 'bit') copy[at] ^= 1 << below(8);
      else if (kind === 'digit') copy[at] = 48 + ((copy[at] - 48 + 1 + below(9)) % 10);
      else copy[at] = (copy[at] + 1 + below(255)) % 256;
    }
    yield { what: `${kind} at ${places.join(', ')} (seed ${seed}, change ${index})`, bytes: copy };
  }
}
