import { gzipSync } from 'node:zlib';
import {
  Label,
  Line,
  Location,
  Profile,
  Function as ProfileFunction,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';
import { type ExportFrame, type ExportLoop, ONLY_STALLS, UNSEEN } from './loops.js';

/** The stalled time of all loops as a gzipped pprof profile: looks, and ns; labels name the loop. */
export function toPprof(loops: readonly ExportLoop[], originWallMs: number): Buffer {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const functions = new Map<string, ProfileFunction>();
  const locations = new Map<string, Location>();
  const functionOf = ({ name, file }: ExportFrame) => {
    const key = JSON.stringify([name, file]);
    const shown = name === '' ? '(anonymous)' : name;
    const known =
      functions.get(key) ??
      new ProfileFunction({ id: functions.size + 1, name: text(shown), systemName: text(shown), filename: text(file) });
    functions.set(key, known);
    return known;
  };
  const locationOf = (frame: ExportFrame) => {
    const key = JSON.stringify([frame.name, frame.file, frame.line]);
    const known =
      locations.get(key) ??
      new Location({
        id: locations.size + 1,
        line: [new Line({ functionId: functionOf(frame).id, line: Math.max(0, frame.line) })],
      });
    locations.set(key, known);
    return known.id;
  };
  const sample = loops.flatMap(({ name, process, threadId, stalls }) =>
    stalls
      .flatMap((stall) => stall.samples)
      .map(
        ({ startNs, endNs, frames }) =>
          new Sample({
            locationId: (frames.length > 0 ? frames : [UNSEEN]).map(locationOf),
            value: [1, Math.round(endNs - startNs)],
            label: [
              new Label({ key: text('loop'), str: text(name) }),
              new Label({ key: text('pid'), num: process.header.pid }),
              new Label({ key: text('thread'), num: threadId }),
            ],
          }),
      ),
  );
  const spans = loops.flatMap(({ stalls }) => stalls);
  const durationNs = spans.reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0);
  const profile = new Profile({
    sampleType: [
      new ValueType({ type: text('looks'), unit: text('count') }),
      new ValueType({ type: text('stalled'), unit: text('nanoseconds') }),
    ],
    sample,
    location: [...locations.values()],
    function: [...functions.values()],
    stringTable,
    timeNanos: BigInt(Math.round(originWallMs)) * 1_000_000n,
    durationNanos: Math.round(durationNs),
    periodType: new ValueType({ type: text('stalled'), unit: text('nanoseconds') }),
    period: 10_000_000,
    comment: [text(ONLY_STALLS)],
    defaultSampleType: text('stalled'),
  });
  return gzipSync(profile.encode());
}
