export interface Memory {
  readonly rssMb: number;
  readonly heapMb: number;
}
export interface Sample {
  readonly atMs: number;
  readonly bare: Memory;
  readonly under: Memory;
}
export interface MemoryRow {
  readonly name: 'rssMb' | 'heapMb';
  readonly bareMb: number;
  readonly offsetMb: number;
  readonly growthMb: number;
  readonly limitMb: number;
  readonly slopes: { readonly bare: number; readonly under: number };
  readonly ok: boolean;
}
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): { slope: number; intercept: number };
export function judgeMemory(samples: readonly Sample[]): MemoryRow[];
export function judgeTrace(events: readonly object[]): {
  readonly hours: number;
  readonly stalls: number;
  readonly bytesAnHour: number;
  readonly halves: readonly [number, number];
  readonly ok: boolean;
};
export function judgePulse(events: readonly object[]): {
  readonly halves: readonly { readonly beatsASecond: number; readonly lateShare: number }[];
  readonly ok: boolean;
};
