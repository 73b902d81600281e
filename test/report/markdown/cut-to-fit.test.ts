import { expect, it } from 'vitest';
import { cutToFit } from '../../../src/report/markdown/cut-to-fit.js';

const blocks = ['äää', '<details>\n\nb\n\n</details>', 'c'];

it('leaves alone what fits', () => {
  expect(cutToFit(blocks, 36, 'Cut.')).toBe('äää\n\n<details>\n\nb\n\n</details>\n\nc\n');
});

it('cuts between blocks, counts bytes, and says so', () => {
  expect(cutToFit(blocks, 35, 'Cut.')).toBe('äää\n\nCut.\n');
  expect(cutToFit(blocks, 12, 'Cut.')).toBe('Cut.\n');
});

it('is empty where there is no room at all', () => {
  expect(cutToFit(blocks, 4, 'Cut.')).toBe('');
});
