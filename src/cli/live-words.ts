import { fileURLToPath } from 'node:url';
import { formatMs, plural } from '../gate/figures.js';
import type { FrameEvent } from '../trace/events.js';
import { displayPath } from './paths.js';
import type { OpenStall, RunWatch } from './run-watch.js';

/** A stall that lasts, and its line; null where no user's line was seen. */
export type PlacedStall = Pick<OpenStall, 'pid' | 'startNs'> & { readonly place: FrameEvent | null };

const NS_PER_MS = 1e6;
const NS_PER_S = 1e9;
const MS_PER_S = 1000;

/** `loopcheck: blocked for 3.2 s at src/app.js:12 (load), pid 4242`: what can be spared stands last. */
export function describeStall(stall: PlacedStall, nowNs: number, cwd: string): string {
  const seconds = ((nowNs - stall.startNs) / NS_PER_S).toFixed(1);
  return `loopcheck: blocked for ${seconds} s${place(stall, cwd)}, pid ${stall.pid}`;
}

/** A run as it is now. */
export interface RunNow {
  readonly watched: Pick<RunWatch, 'count' | 'lagNs' | 'worstNs'>;
  /** The stall that lasts, null while none does. */
  readonly stall: PlacedStall | null;
  readonly nowNs: number;
}

/**
 * `loopcheck: 12 s | lag 3 ms, worst 412 ms | 3 stalls`, and while one lasts its place: `| blocked at app.js:12`. The lag
 * is its length then. ASCII, because some terminals show nothing else.
 */
export function describeRun({ watched, stall, nowNs }: RunNow, cwd: string): string {
  const stalledNs = stall === null ? 0 : nowNs - stall.startNs;
  const lagNs = stall === null ? watched.lagNs(nowNs) : stalledNs;
  const worst = `worst ${lag(Math.max(watched.worstNs(), stalledNs))}`;
  const stalls = watched.count();
  const parts = [
    elapsed(nowNs),
    ...(lagNs === null ? [] : [`lag ${lag(lagNs)}, ${worst}`]),
    stalls === 0 ? 'no stall' : plural(stalls, 'stall'),
    ...(stall === null ? [] : [`blocked${place(stall, cwd)}`]),
  ];
  return `loopcheck: ${parts.join(' | ')}`;
}

function place({ place: frame }: PlacedStall, cwd: string): string {
  return frame === null ? '' : ` at ${placeName(frame, cwd)}`;
}

function elapsed(ns: number): string {
  return formatMs(Math.floor(ns / NS_PER_S) * MS_PER_S);
}

function lag(ns: number): string {
  return formatMs(Math.round(ns / NS_PER_MS));
}

/** `src/app.js:12 (load)`. */
export function placeName(
  { url, line, function: name }: Pick<FrameEvent, 'url' | 'line' | 'function'>,
  cwd: string,
): string {
  const path = url.startsWith('file:///') ? fileURLToPath(url) : url;
  const short = displayPath(path, cwd);
  return name === '' ? `${short}:${line}` : `${short}:${line} (${name})`;
}
