import { FlattenMap, type TraceMap } from '@jridgewell/trace-mapping';
import { MAX_SECTION_DEPTH, MAX_SEGMENTS } from './limits.js';

/** A source as a map tells of it. */
export interface MapSource {
  /** With `sourceRoot` before it; null where the map does not name it. */
  readonly name: string | null;
  /** Its text, null where the map does not hold it. */
  readonly content: string | null;
  /** Listed as not the author's own. */
  readonly isIgnored: boolean;
}

/** A map that can be asked. The names of its sources are indices of `sources`. */
export interface LoadedMap {
  readonly map: TraceMap;
  readonly sources: readonly MapSource[];
}

export type Loading = LoadedMap | { readonly map: null; readonly reason: string };

type Json = Record<string, unknown>;

const FAULT = 'MapFault';

/** What is wrong with a map, in words that go on from "… cannot be used: ". */
function fault(message: string): Error {
  return Object.assign(new Error(message), { name: FAULT });
}

/** Reads a map's JSON, plain or in sections. A map that is broken, or too large to be meant well, gives a reason. */
export function loadMap(text: string): Loading {
  let json: unknown;
  try {
    // What servers put before JSON so that no page can run it.
    json = JSON.parse(text.startsWith(")]}'") ? text.slice(text.indexOf('\n') + 1) : text.replace(/^\uFEFF/, ''));
  } catch {
    return { map: null, reason: 'it is no JSON' };
  }
  try {
    const sources: MapSource[] = [];
    const budget = { left: MAX_SEGMENTS };
    const checked = checkMap(json, sources, budget, 0);
    return { map: FlattenMap(checked as unknown as Parameters<typeof FlattenMap>[0]), sources };
  } catch (error) {
    return { map: null, reason: error instanceof Error && error.name === FAULT ? error.message : 'it is damaged' };
  }
}

/** A copy with every field checked that will be read, its sources moved to `sources` and replaced by their indices. */
function checkMap(json: unknown, sources: MapSource[], budget: { left: number }, depth: number): Json {
  if (!isObject(json)) throw fault('it is no source map');
  if (String(json['version']) !== '3') throw fault('it is not of version 3');
  if (json['sections'] === undefined) return checkPlain(json, sources, budget);
  if (depth >= MAX_SECTION_DEPTH) throw fault('its sections are nested too deeply');
  if (!Array.isArray(json['sections'])) throw fault('it is no source map');
  spend(budget, json['sections'].length);
  let lastLine = 0;
  const sections = json['sections'].map((section: unknown) => {
    if (!isObject(section) || !isObject(section['offset'])) throw fault('one of its sections is broken');
    const { line, column } = section['offset'];
    if (!isCount(line) || !isCount(column) || line < lastLine) throw fault('one of its sections is broken');
    spend(budget, line - lastLine);
    lastLine = line;
    if (section['map'] === undefined) throw fault('its sections lie elsewhere');
    return { offset: { line, column }, map: checkMap(section['map'], sources, budget, depth + 1) };
  });
  return { version: 3, sections };
}

function checkPlain(json: Json, sources: MapSource[], budget: { left: number }): Json {
  const { mappings } = json;
  const names = json['names'] ?? [];
  if (typeof mappings !== 'string' || !Array.isArray(json['sources']) || !Array.isArray(names)) {
    throw fault('it is no source map');
  }
  spend(budget, countSegments(mappings));
  const first = sources.length;
  const root = typeof json['sourceRoot'] === 'string' ? json['sourceRoot'] : '';
  const contents = Array.isArray(json['sourcesContent']) ? json['sourcesContent'] : [];
  const ignored = new Set([...listOf(json['ignoreList']), ...listOf(json['x_google_ignoreList'])]);
  for (const [index, source] of json['sources'].entries()) {
    const content: unknown = contents[index];
    sources.push({
      name: typeof source === 'string' ? underRoot(root, source) : null,
      content: typeof content === 'string' ? content : null,
      isIgnored: ignored.has(index),
    });
  }
  const indices = json['sources'].map((_, index) => String(first + index));
  return { version: 3, names: names.map((name) => String(name)), sources: indices, mappings };
}

function underRoot(root: string, source: string): string {
  const isWhole = root === '' || source.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(source);
  return isWhole ? source : `${root.replace(/\/$/, '')}/${source}`;
}

/** Lines and places, without decoding them: a few bytes of text can stand for gigabytes. */
function countSegments(mappings: string): number {
  let count = 1;
  for (let index = 0; index < mappings.length; index += 1) {
    const code = mappings.charCodeAt(index);
    if (code === 44 || code === 59) count += 1;
  }
  return count;
}

function spend(budget: { left: number }, count: number): void {
  budget.left -= count;
  if (budget.left < 0) throw fault('it is too large');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
