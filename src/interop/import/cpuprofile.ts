import type { Capture } from './capture.js';
import { importError } from './import-error.js';
import { linkNodes, type Profile, type ProfileNode, type ProfileSample } from './profile.js';
import { profileProcess } from './profile-events.js';

/** What loopcheck's own export says of itself in the profile. */
export const OWN_MARK = 'loopcheck';

interface RawProfile {
  readonly nodes: readonly unknown[];
  readonly startTime?: unknown;
  readonly endTime?: unknown;
  readonly samples?: unknown;
  readonly timeDeltas?: unknown;
  readonly [OWN_MARK]?: unknown;
}

/** Whether a JSON value is a CPU profile of V8's. */
export function isCpuProfile(value: unknown): value is RawProfile {
  if (typeof value !== 'object' || value === null) return false;
  const { nodes } = value as { nodes?: unknown };
  return Array.isArray(nodes) && nodes.length > 0 && 'callFrame' in (nodes[0] as object);
}

/** Makes a trace of a `.cpuprofile`. Throws a `TraceError` where it holds no samples in time. */
export function importCpuProfile(raw: RawProfile, file: string): Capture {
  const { samples, timeDeltas } = raw;
  if (!Array.isArray(samples) || !Array.isArray(timeDeltas) || samples.length === 0)
    throw importError(
      file,
      `${file} is a CPU profile without samples in time, so it can't tell what stood still: record it again with node --cpu-prof.`,
    );
  const nodes = linkNodes(raw.nodes);
  const profile = { ...timed(nodes, samples, timeDeltas, null, raw), hasCallPositions: OWN_MARK in raw };
  // node --cpu-prof names its files CPU.<date>.<time>.<pid>.<thread>.<number>.cpuprofile.
  const pid = /CPU\.\d+\.\d+\.(\d+)\.\d+\.\d+\.cpuprofile$/.exec(file)?.[1];
  const facts = pid === undefined ? {} : { pid: Number(pid) };
  return { processes: [profileProcess(profile, nodes.values(), { facts, format: 'cpuprofile', file })], problems: [] };
}

const NS_PER_US = 1000;

/** Samples with their times. Their deltas are µs since the sample before, the first since `startTime`. */
export function timed(
  nodes: ReadonlyMap<number, ProfileNode>,
  ids: readonly unknown[],
  deltas: readonly unknown[],
  lines: readonly unknown[] | null,
  { startTime, endTime }: { readonly startTime?: unknown; readonly endTime?: unknown },
): Omit<Profile, 'hasCallPositions'> {
  const startUs = typeof startTime === 'number' ? startTime : 0;
  const samples: ProfileSample[] = [];
  let atUs = 0;
  for (const [index, id] of ids.entries()) {
    const delta = deltas[index];
    atUs += typeof delta === 'number' && Number.isFinite(delta) ? delta : 0;
    const node = nodes.get(id as number);
    const line = lines?.[index];
    if (node !== undefined)
      samples.push({ atNs: atUs * NS_PER_US, node, line: typeof line === 'number' && line > 0 ? line : null });
  }
  // V8 takes the samples of several cores as they come, some before others.
  samples.sort((a, b) => a.atNs - b.atNs);
  const lastNs = samples.at(-1)?.atNs ?? 0;
  const endNs = typeof endTime === 'number' ? Math.max(lastNs, (endTime - startUs) * NS_PER_US) : lastNs;
  return { samples, originNs: startUs * NS_PER_US, endNs };
}
