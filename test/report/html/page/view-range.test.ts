import { expect, it } from 'vitest';
import { ViewRange } from '../../../../src/report/html/page/view-range.js';

const view = () => new ViewRange({ fromMs: 0, toMs: 1000 });
const shown = (range: ViewRange) => [range.shown.fromMs, range.shown.toMs];

it('zooms with a moment staying in its place', () => {
  const range = view();
  range.zoom(0.5, 200);
  expect(shown(range)).toEqual([100, 600]);
});

it('never leaves the run, and keeps its length at the edge', () => {
  const range = view();
  range.show({ fromMs: 100, toMs: 300 });
  range.pan(-1);
  expect(shown(range)).toEqual([0, 200]);
  range.show({ fromMs: -500, toMs: 5000 });
  expect(shown(range)).toEqual([0, 1000]);
});

it('has a limit to its nearness, and goes back to the whole run', () => {
  const range = view();
  range.show({ fromMs: 500, toMs: 500 });
  expect(shown(range)).toEqual([499, 501]);
  range.reset();
  expect(shown(range)).toEqual([0, 1000]);
});

it('tells whoever listens', () => {
  const range = view();
  const heard: number[] = [];
  range.onChange(({ fromMs }) => heard.push(fromMs));
  range.show({ fromMs: 10, toMs: 20 });
  expect(heard).toEqual([10]);
});
