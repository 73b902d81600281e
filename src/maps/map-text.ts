import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import type { SourceMapEvent } from '../trace/events.js';
import { inMiB, MAX_MAP_BYTES } from './limits.js';
import { readRegularFile } from './read-file.js';

/** A map's JSON and the folder that its sources are relative to; or why it can't be had. */
export type MapText =
  | { readonly text: string; readonly folder: string }
  | { readonly text: null; readonly reason: string };

const DATA = /^data:[^,]*?(;base64)?,/i;
const SCHEME = /^[a-z][a-z\d+.-]+:/i;

/** Fetches the map that `file` announces as `url`: from the URL itself, or from the disk. */
export function fetchMap(url: string, file: string): MapText {
  const folder = dirname(file);
  const data = DATA.exec(url);
  if (data !== null) return inlineMap(url.slice(data[0].length), data[1] !== undefined, folder);
  if (/^https?:/i.test(url)) return { text: null, reason: 'it lies on the network and is not fetched' };
  const candidates = pathsOf(url, folder);
  const [first] = candidates;
  if (first === undefined) return { text: null, reason: 'its address is none that can be read' };
  const readings = candidates.map((path) => ({ path, ...readRegularFile(path, MAX_MAP_BYTES, path) }));
  const found = readings.find((reading) => reading.text !== null) ?? readings[0];
  if (found === undefined || found.text === null) return { text: null, reason: found?.reason ?? 'it is not there' };
  return { text: found.text, folder: dirname(found.path) };
}

/** A map that the trace itself holds. */
export function recordedMap(event: SourceMapEvent, folder: string): MapText {
  try {
    const bytes = Buffer.from(event.map, 'base64');
    const text =
      event.encoding === 'deflate'
        ? inflateRawSync(bytes, { maxOutputLength: MAX_MAP_BYTES }).toString('utf8')
        : event.map;
    return { text, folder };
  } catch {
    return { text: null, reason: 'the recorded map is damaged' };
  }
}

function inlineMap(body: string, isBase64: boolean, folder: string): MapText {
  if (body.length > MAX_MAP_BYTES * 2) return { text: null, reason: `it is larger than ${inMiB(MAX_MAP_BYTES)}` };
  try {
    return { text: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body), folder };
  } catch {
    return { text: null, reason: 'its data URL is damaged' };
  }
}

/** Tools write the address as a URL or as a path: `my%20app.js.map` may mean either. */
function pathsOf(url: string, folder: string): string[] {
  if (url.includes('\0')) return [];
  if (/^file:/i.test(url)) return [tryTo(() => fileURLToPath(url))].filter((path) => path !== null);
  if (SCHEME.test(url) && !/^[a-z]:[\\/]/i.test(url)) return [];
  const plain = url.replace(/[?#].*$/, '');
  const decoded = tryTo(() => decodeURIComponent(plain)) ?? plain;
  return [...new Set([decoded, plain])].filter((path) => !path.includes('\0')).map((path) => resolve(folder, path));
}

function tryTo(make: () => string): string | null {
  try {
    return make();
  } catch {
    return null;
  }
}
