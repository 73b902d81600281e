import { type ExportFrame, type ExportLoop, ONLY_STALLS, UNSEEN } from './loops.js';

const SCHEMA = 'https://www.speedscope.app/file-format-schema.json';
const NS_PER_US = 1000;

/** The stalled time of each loop as a sampled profile, stacks outermost first, in µs. Loops without a stall are left out. */
export function toSpeedscope(loops: readonly ExportLoop[]): string {
  const frames: object[] = [];
  const ids = new Map<string, number>();
  const idOf = ({ name, file, line, column }: ExportFrame): number => {
    const key = JSON.stringify([name, file, line]);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, frames.length);
    frames.push({
      name: name === '' ? '(anonymous)' : name,
      ...(file === '' ? {} : { file }),
      ...(line > 0 ? { line, col: column } : {}),
    });
    return frames.length - 1;
  };
  const profiles = loops
    .filter(({ stalls }) => stalls.length > 0)
    .map(({ name, stalls }) => {
      const all = stalls.flatMap((stall) => stall.samples);
      const samples = all.map((sample) => (sample.frames.length > 0 ? sample.frames : [UNSEEN]).map(idOf).reverse());
      const weights = all.map((sample) => (sample.endNs - sample.startNs) / NS_PER_US);
      const endValue = weights.reduce((sum, weight) => sum + weight, 0);
      const title = `${name}, stalled time only`;
      return { type: 'sampled', name: title, unit: 'microseconds', startValue: 0, endValue, samples, weights };
    });
  const name = `loopcheck. ${ONLY_STALLS}`;
  return JSON.stringify({ $schema: SCHEMA, exporter: 'loopcheck', name, shared: { frames }, profiles });
}
