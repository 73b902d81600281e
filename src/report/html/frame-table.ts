import { isAbsolute } from 'node:path';
import type { Location, StackFrame } from '../report.js';
import { displayPath } from '../terminal/place.js';
import type { PageFrame, PagePlace, PageStall } from './page-data.js';

/** Frames of a stack that are kept, innermost first: deeper recursion says the same again. */
const STACK_FRAMES = 64;

/** A location with the text that is shown of it. */
export function placeOf({ file, line, column, function: name }: Location, cwd: string): PagePlace {
  const shown = file === '' ? '' : `${displayPath(file, cwd)}${line > 0 ? `:${line}` : ''}`;
  return { place: shown, path: isAbsolute(file) ? file : null, line, column, function: name };
}

/** Names each frame once: thousands of stalls share a few places. */
export class FrameTable {
  readonly frames: PageFrame[] = [];
  readonly #ids = new Map<string, number>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The stack with its frames as indices. */
  stack(frames: readonly StackFrame[]): PageStall['stack'] {
    return frames.slice(0, STACK_FRAMES).map((frame) => [this.#idOf(frame), Math.round(frame.share * 1000) / 1000]);
  }

  #idOf(frame: StackFrame): number {
    const { file, line, column, function: name, origin, async = false } = frame;
    const key = [file, line, column, name, origin, async].join('\n');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.frames.push({ ...placeOf(frame, this.#cwd), origin, package: frame.package, async }) - 1;
    this.#ids.set(key, id);
    return id;
  }
}
