import { dirname, isAbsolute } from 'node:path';
import type { SourceMapEvent } from '../trace/events.js';
import { announcedMap } from './announcement.js';
import { MAX_MAP_BYTES } from './limits.js';
import { type LoadedMap, loadMap } from './load-map.js';
import { fetchMap, type MapText, recordedMap } from './map-text.js';
import { type Script, toScript } from './names.js';
import { readRegularFile } from './read-file.js';
import { type Base, projectOf } from './source-place.js';

/** A script that has a map. */
export interface MappedScript {
  readonly file: string;
  readonly loaded: LoadedMap;
  readonly base: Base;
  /** The text that ran; null for code in memory. */
  readonly script: Script | null;
}

/** `null`: the script announces no map. */
export type ScriptMap = MappedScript | { readonly loaded: null; readonly reason: string } | null;

/** What is known of the run that a script was part of. */
export interface ScriptRun {
  readonly cwd: string;
  /** Wall clock at the run's end, ms: files that were changed later are not what ran. */
  readonly endMs: number;
}

/** Finds and loads the map of a script: the one that the trace holds, else the one that the file on the disk announces. */
export function openScriptMap(file: string, recorded: SourceMapEvent | undefined, run: ScriptRun): ScriptMap {
  if (recorded !== undefined) {
    const folder = isAbsolute(file) ? dirname(file) : run.cwd;
    return load(file, recordedMap(recorded, folder), null, run);
  }
  if (!isAbsolute(file)) return null;
  const reading = readRegularFile(file, MAX_MAP_BYTES, file);
  if (reading.text === null) return null;
  const url = announcedMap(reading.text);
  if (url === null) return null;
  if (reading.modifiedMs > run.endMs) return { loaded: null, reason: 'the file was changed after the run' };
  return load(file, fetchMap(url, file), toScript(reading.text), run);
}

function load(file: string, map: MapText, script: Script | null, run: ScriptRun): ScriptMap {
  if (map.text === null) return { loaded: null, reason: map.reason };
  const loaded = loadMap(map.text);
  if (loaded.map === null) return { loaded: null, reason: loaded.reason };
  return { file, loaded, script, base: { folder: map.folder, project: projectOf(map.folder, run.cwd) } };
}
