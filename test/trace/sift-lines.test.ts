import { expect, it } from 'vitest';
import { type Line, readLines } from '../../src/trace/lines.js';
import { siftLines } from '../../src/trace/sift-lines.js';
import { fileWith } from '../support/trace-lines.js';

const HEALTH = '{"type":"health"';

async function all(lines: AsyncGenerator<Line[]>): Promise<Line[]> {
  const found: Line[] = [];
  for await (const batch of lines) found.push(...batch);
  return found;
}

it('of lines in a row that begin as one of those named only the last comes out', async () => {
  const health = (atNs: number) => `${HEALTH},"atNs":${atNs}}\n`;
  const file = await fileWith(
    `{"a":1}\n${health(1)}${health(2)}{"b":"é🧊"}\n\n${health(3)}{"type":"healthy"}\n${HEALTH}`,
  );
  expect(await all(siftLines(file, [HEALTH]))).toEqual([
    { text: '{"a":1}', ended: true },
    { text: '{"type":"health","atNs":2}', ended: true },
    { text: '{"b":"é🧊"}', ended: true },
    { text: '', ended: true },
    { text: '{"type":"health","atNs":3}', ended: true },
    { text: '{"type":"healthy"}', ended: true },
    { text: HEALTH, ended: false },
  ]);
});

it('lines are the same as without sifting where nothing is left out, also across what is read at a time', async () => {
  const text = Array.from({ length: 3000 }, (_, index) => `${index} ${'x🧊'.repeat((index * 37) % 900)}\n`).join('');
  const file = await fileWith(`${text}the end`);
  expect(text.length).toBeGreaterThan(2 ** 21);
  expect(await all(siftLines(file, [HEALTH]))).toEqual(await all(readLines(file)));
});

it('a line that does not end comes out in pieces, so that it needs no more memory than that', async () => {
  const file = await fileWith('x'.repeat(5 * 2 ** 20));
  const lines = await all(siftLines(file, [HEALTH], 2 ** 21));
  expect(lines.map(({ text, ended }) => [text.length, ended])).toEqual([
    [2 ** 21, true],
    [2 ** 21, true],
    [2 ** 20, false],
  ]);
});
