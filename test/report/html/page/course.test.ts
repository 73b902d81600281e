import { expect, it } from 'vitest';
import { momentAt, stepsOf } from '../../../../src/report/html/page/course.js';

const course = {
  process: 1,
  threadId: 0,
  startMs: [0, null, 3000],
  endMs: [1000, 2000, 4000],
  maxDelayMs: [1, 2, 3],
  utilization: [0.1, null, 0.3],
  cpuShare: [null, null, null],
  gcMs: [null, null, null],
  openRequests: [7, 8, 9],
};

it('a moment is that of the span that holds it', () => {
  expect(momentAt(course, 0)?.maxDelayMs).toBe(1);
  expect(momentAt(course, 999)?.maxDelayMs).toBe(1);
  expect(momentAt(course, 1000)).toEqual({ maxDelayMs: 2, utilization: null, cpuShare: null, openRequests: 8 });
  expect(momentAt(course, 3500)?.openRequests).toBe(9);
});

it('between two spans and after the last one nothing is known', () => {
  expect(momentAt(course, 2500)).toBeNull();
  expect(momentAt(course, 4000)).toBeNull();
});

it('a span without a start of its own begins where the one before ended', () => {
  expect(stepsOf(course, (index) => course.openRequests[index] ?? null)).toEqual([
    [0, 1000, 1000, 2000, 3000, 4000],
    [7, 7, 8, 8, 9, 9],
  ]);
});
