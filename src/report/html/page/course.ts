import type { PageCourse } from '../page-data.js';

/** Where a series changes, and to what: each value holds from its start to its end. */
export type Steps = readonly [x: number[], ...values: (number | null)[][]];

/** What a loop was like at a moment. */
export interface Moment {
  readonly maxDelayMs: number;
  readonly utilization: number | null;
  readonly cpuShare: number | null;
  readonly openRequests: number | null;
}

/** When a point's span begins. */
export function startOf({ startMs, endMs }: PageCourse, index: number): number {
  return startMs[index] ?? endMs[index - 1] ?? 0;
}

/** The point whose span holds this moment; null between two spans and outside of all. */
export function momentAt(course: PageCourse, atMs: number): Moment | null {
  let low = 0;
  let high = course.endMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((course.endMs[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const maxDelayMs = course.maxDelayMs[low];
  if (maxDelayMs === undefined || startOf(course, low) > atMs) return null;
  return {
    maxDelayMs,
    utilization: course.utilization[low] ?? null,
    cpuShare: course.cpuShare[low] ?? null,
    openRequests: course.openRequests[low] ?? null,
  };
}

/** A course as steps, from what each point says. */
export function stepsOf(course: PageCourse, ...values: readonly ((index: number) => number | null)[]): Steps {
  const x: number[] = [];
  const columns = values.map((): (number | null)[] => []);
  for (let index = 0; index < course.endMs.length; index += 1) {
    x.push(startOf(course, index), course.endMs[index] ?? 0);
    for (const [column, value] of values.entries()) {
      const one = value(index);
      columns[column]?.push(one, one);
    }
  }
  return [x, ...columns];
}

/** A share of 0–1 as percent. */
export function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : share * 100;
}
