import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/trace/lines.js';
import { scratch } from '../support/trace-lines.js';

async function read(text: string, maxLineBytes?: number) {
  const file = join(await scratch(), 'lines');
  await writeFile(file, text);
  const lines: { text: string; isEnded: boolean }[] = [];
  const take = (bytes: Buffer, start: number, end: number, isEnded: boolean) =>
    void lines.push({ text: bytes.toString('utf8', start, end), isEnded });
  await readLines(file, take, () => {}, maxLineBytes);
  return lines;
}

const KB = 1024;

describe('a file read line by line', () => {
  it.each([
    ['of nothing', []],
    ['of short lines', ['a', '', 'b']],
    ['of lines across the ends of what is read at once', Array.from({ length: 40 }, (_, i) => `${i}`.repeat(60 * KB))],
    ['of a line longer than what is read at once', ['x', 'é'.repeat(3000 * KB), 'y']],
  ])('gives each line whole: %s', async (_, lines) => {
    const read_ = await read(lines.map((line) => `${line}\n`).join(''));
    expect(read_.map(({ text }) => text.length)).toEqual(lines.map((line) => line.length));
    expect(read_.every(({ text, isEnded }, i) => isEnded && text === lines[i])).toBe(true);
  });

  it('says of a last line that nothing ends it', async () => {
    expect(await read('a\nb')).toEqual([
      { text: 'a', isEnded: true },
      { text: 'b', isEnded: false },
    ]);
  });

  it('gives a line that no text of ours comes near in pieces, and the lines behind it whole', async () => {
    const lines = await read(`${'x'.repeat(5000 * KB)}\nnext\n`, 2000 * KB);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.at(-1)).toEqual({ text: 'next', isEnded: true });
    expect(
      lines
        .slice(0, -1)
        .map(({ text }) => text)
        .join(''),
    ).toBe('x'.repeat(5000 * KB));
  });

  it('tells when lines are about to leave the buffer, while they still stand in it', async () => {
    const file = join(await scratch(), 'lines');
    await writeFile(file, Array.from({ length: 3000 }, (_, i) => `${`${i % 10}`.repeat(1000)}\n`).join(''));
    let held: { bytes: Buffer; start: number; end: number; first: string }[] = [];
    let checked = 0;
    await readLines(
      file,
      (bytes, start, end) => void held.push({ bytes, start, end, first: bytes.toString('utf8', start, end) }),
      (buffer) => {
        for (const { bytes, start, end, first } of held) {
          expect(bytes.buffer).toBe(buffer.buffer);
          expect(bytes.toString('utf8', start, end)).toBe(first);
          checked += 1;
        }
        held = [];
      },
    );
    expect(checked).toBe(3000);
  });
});
