import { isAbsolute, join } from 'node:path';
import { placeOf } from '../trace/frame-place.js';
import { packagePlaceOf } from '../trace/package-place.js';
import type { PackageEvent } from '../trace/run-events.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { readRegularFile } from './read-file.js';
import { runOf } from './run-of.js';
import { wantedFrames } from './wanted-frames.js';

/** The longest package.json that is published is a tenth of it. */
const MAX_PACKAGE_BYTES = 1024 * 1024;
/** npm allows no longer names; and no version is as long. */
const MAX_NAME = 214;

/**
 * Reads name and version of the packages that frames of stalls lie in, from their package.json on the disk, which must not
 * be younger than the run. What the trace tells already stays as it is. Never throws.
 */
export function findPackages(trace: Trace): readonly PackageEvent[] {
  const settled = new Set(trace.packages.keys());
  return trace.processes.flatMap((process) => {
    const { endMs } = runOf(trace, process);
    const folders = new Set(filesOf(process).flatMap((file) => packagePlaceOf(file)?.folder ?? []));
    return [...folders].flatMap((folder) => {
      if (settled.has(folder) || !isAbsolute(folder)) return [];
      settled.add(folder);
      return readPackage(folder, endMs) ?? [];
    });
  });
}

function filesOf(process: ProcessTrace): readonly string[] {
  return [...wantedFrames(process)].flatMap((id) => {
    const frame = process.frames.get(id);
    return process.mapped.get(id)?.url ?? (frame === undefined ? [] : placeOf(frame).file);
  });
}

function readPackage(folder: string, beforeMs: number): PackageEvent | null {
  const file = join(folder, 'package.json');
  const reading = readRegularFile(file, MAX_PACKAGE_BYTES, file);
  if (reading.text === null || reading.modifiedMs > beforeMs) return null;
  const { name, version } = parse(reading.text);
  return isShort(name) && isShort(version) ? { type: 'package', folder, name, version } : null;
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}

function parse(text: string): { readonly name?: unknown; readonly version?: unknown } {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}
