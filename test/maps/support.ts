import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { mapTrace } from '../../src/maps/map-trace.js';
import { readTrace } from '../../src/trace/read.js';
import type { MappingEvent } from '../../src/trace/run-events.js';
import type { ProcessTrace, Trace } from '../../src/trace/trace.js';
import { closed, header, launched, ndjson, scratch } from '../support/trace-lines.js';

/** A frame of a written trace. */
export interface Ran {
  readonly url: string;
  readonly line: number;
  readonly column: number;
  readonly function?: string;
  readonly flags?: string;
  readonly evalOrigin?: string;
}

/** A new project with these files; they exist before any run of it. */
export async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await scratch();
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The lines of a process in whose one stall all the given frames were on the stack. */
export function processLines(cwd: string, frames: readonly Ran[], change: object = {}, more: readonly object[] = []) {
  const originWallMs = Date.now() + 1000;
  return [
    header({ cwd, originWallMs, ...change }),
    { type: 'armed', atNs: 7, setupNs: 1, eyes: [] },
    ...frames.map((frame, index) => ({ type: 'frame', id: index + 1, function: '', ...frame })),
    { type: 'stack', nodes: frames.map((_, index) => [index + 1, index, index + 1]) },
    { type: 'stall-open', stall: 1, startNs: 100, atNs: 160 },
    { type: 'sample', stall: 1, atNs: 170, waitNs: 1, stack: frames.length, weightNs: 70 },
    closed(),
    ...more,
  ];
}

/** A folder with the trace of a run, and its path. */
export async function writtenTrace(cwd: string, frames: readonly Ran[], more: readonly object[] = []): Promise<string> {
  const folder = await scratch();
  await writeFile(join(folder, 'run.ndjson'), ndjson(launched({ cwd })));
  await writeFile(join(folder, '100-0.ndjson'), ndjson(...processLines(cwd, frames, {}, more)));
  return folder;
}

/** A run that is mapped in memory. */
export interface MappedRun {
  readonly trace: Trace;
  readonly process: ProcessTrace;
  readonly added: readonly MappingEvent[];
  /** The frames as they are told: `src/a.ts:3:5 load`, with the role if there is one. */
  readonly places: readonly string[];
  readonly problems: readonly string[];
}

/** Maps the frames of one process. */
export async function mapped(cwd: string, frames: readonly Ran[], more: readonly object[] = []): Promise<MappedRun> {
  const { trace, added } = mapTrace(await readTrace(await writtenTrace(cwd, frames, more)));
  const [process] = trace.processes;
  if (process === undefined) throw new Error('The trace has no process');
  return { trace, process, added, places: placesOf(process, cwd), problems: trace.problems.map((one) => one.message) };
}

/** As `MappedRun.places`; `-` for a frame that was not mapped. */
export function placesOf(process: ProcessTrace, cwd: string): string[] {
  return [...process.frames.keys()].map((id) => {
    const found = process.mapped.get(id);
    if (found === undefined) return '-';
    const file = found.url.startsWith(cwd) ? relative(cwd, found.url) : found.url;
    const words = [`${file}:${found.line}:${found.column}`, found.function, found.role];
    return words.filter((word) => word !== undefined).join(' ');
  });
}

/** The position, from 1, of the `nth` place (from 0) at which `token` stands in a text. */
export function find(text: string, token: string, nth = 0): { readonly line: number; readonly column: number } {
  let at = text.indexOf(token);
  for (let count = 0; count < nth; count += 1) at = text.indexOf(token, at + 1);
  if (at === -1) throw new Error(`There is no ${token} in:\n${text}`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The text that the trace now holds of a source. */
export function textIn(process: ProcessTrace, url: string): string | null {
  const source = process.sources.find((one) => one.url === url);
  if (source === undefined) return null;
  return source.encoding === 'deflate' ? inflateRawSync(Buffer.from(source.text, 'base64')).toString() : source.text;
}

/** A map from the first words of lines to the first words of lines of one source. */
export function lineMap(source: string, change: object = {}): string {
  return JSON.stringify({ version: 3, names: [], sources: [source], mappings: 'AAAA;AACA;AACA;AACA', ...change });
}
