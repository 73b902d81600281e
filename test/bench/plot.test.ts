import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { plot } from './plot.mjs';

const point = (x: number, median: number) => ({ x, median, min: median - 0.5, max: median + 0.5 });
const draw = (medians: readonly number[]) =>
  plot({
    title: 'a < b',
    xLabel: 'x',
    yLabel: 'y',
    lines: [{ name: 'all', points: medians.map((y, x) => point(x, y)) }],
  });
const parsed = (svg: string) => new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(svg).svg;

describe('a plot', () => {
  it('is well-formed, whatever its words are', () => {
    expect(XMLValidator.validate(draw([1, 2]))).toBe(true);
  });

  it('stays within its picture, below zero too', () => {
    for (const medians of [
      [0, 3, 400],
      [-2, 0.01, 1],
    ]) {
      const heights = parsed(draw(medians)).circle.map(({ cy }: { cy: string }) => Number(cy));
      expect(Math.min(...heights)).toBeGreaterThan(0);
      expect(Math.max(...heights)).toBeLessThan(260 - 40);
    }
  });

  it('draws more as higher', () => {
    const [first, second] = parsed(draw([1, 2])).circle;
    expect(Number(second.cy)).toBeLessThan(Number(first.cy));
  });

  it('has colours for dark pages', () => {
    expect(draw([1, 2])).toContain('prefers-color-scheme: dark');
  });
});
