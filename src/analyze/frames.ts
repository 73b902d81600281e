import type { FrameEvent } from '../trace/events.js';
import { type FramePlace, fileOf, isUnnamedScript, placeOf } from '../trace/frame-place.js';
import { packagePlaceOf } from '../trace/package-place.js';
import type { MappedEvent } from '../trace/run-events.js';
import type { ProcessTrace } from '../trace/trace.js';

export type Owner = 'app' | 'dep' | 'node' | 'builtin';

/** Whose code may be blamed: the user's, the packages' before the user's, or whichever is innermost. */
export type Blame = 'app' | 'deps' | 'all';

const CHARGES: Readonly<Record<Exclude<Blame, 'app'>, Readonly<Record<'app' | 'dep', 'app' | 'dep'>>>> = {
  deps: { app: 'dep', dep: 'app' },
  all: { app: 'app', dep: 'app' },
};

/** A place on a stack, with its owner decided. */
export interface Frame {
  /** Absolute path, `node:fs`, a name given to generated code, or '' for V8's built-ins. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As V8 names it; '' for anonymous and top-level code. */
  readonly name: string;
  /**
   * Whose it counts as when blame is given. `app`: the user's; `dep`: a package's; `node`: Node's; `builtin`: V8's own,
   * in JavaScript's library.
   */
  readonly owner: Owner;
  /** Whose it really is, where the user asked for other lines than their own (`--blame`). */
  readonly home?: Owner;
  readonly isAsync: boolean;
  readonly isTopLevel: boolean;
  /** Code that came from a string and is reported where that string was compiled. */
  readonly isGenerated: boolean;
  /** How likely it is this line, where the capture counts a function's lines for the whole recording alone. */
  readonly lineShare?: number;
  /** Where the code ran, for a frame that is shown in its author's source. */
  readonly generated?: FramePlace;
}

function ownerOf(file: string): Frame['owner'] {
  if (file.startsWith('node:') || file === '[eval]-wrapper') return 'node';
  if (file === '' || file.startsWith('wasm:')) return 'builtin';
  return packagePlaceOf(file) === null ? 'app' : 'dep';
}

/** Anything may stand in a trace. */
function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Decides where a frame of the trace lies and whose it is: in its author's source where that was found. */
export function toFrame(event: FrameEvent, mapped?: MappedEvent): Frame {
  const flags = event.flags ?? '';
  const place = placeOf(event);
  const base = {
    name: event.function,
    isAsync: flags.includes('a'),
    isTopLevel: flags.includes('t'),
    isGenerated: place.isGenerated,
    ...(isShare(event.lineShare) ? { lineShare: event.lineShare } : {}),
  };
  if (mapped !== undefined) return { ...base, ...originalOf(mapped, base.name), generated: place };
  const unnamed = !place.isGenerated && isUnnamedScript(event.url);
  const { file, line, column } = place;
  return { ...base, file, line, column, owner: ownerOf(unnamed ? '' : file) };
}

/** Code that a tool added, or that the map says is not the author's, is treated like a package's. */
function originalOf(mapped: MappedEvent, name: string): Pick<Frame, 'file' | 'line' | 'column' | 'name' | 'owner'> {
  const file = fileOf(mapped.url);
  const owner = mapped.role === undefined ? ownerOf(file) : 'dep';
  return { file, line: mapped.line, column: mapped.column, name: mapped.function ?? name, owner };
}

function charged(frame: Frame, blame: Blame): Frame {
  const { owner } = frame;
  if (blame === 'app' || (owner !== 'app' && owner !== 'dep')) return frame;
  return { ...frame, owner: CHARGES[blame][owner], home: owner };
}

/**
 * Read the frames of one process, and its stacks, innermost first; each stack is put together once. `nameOf` may know
 * better what a frame's function is called; `blame` says whose lines are to be named.
 */
export function frameReaders(
  process: ProcessTrace,
  nameOf: (frame: Frame) => string = (frame) => frame.name,
  blame: Blame = 'app',
): {
  readonly readStack: (stack: number | undefined) => readonly Frame[];
  readonly readFrame: (id: number | undefined) => Frame | null;
} {
  const frames = new Map<number, Frame>();
  for (const [id, event] of process.frames) {
    const frame = charged(toFrame(event, process.mapped.get(id)), blame);
    const name = nameOf(frame);
    frames.set(id, name === frame.name ? frame : { ...frame, name });
  }
  const known = new Map<number, readonly Frame[]>();
  const readStack = (stack = 0) => {
    const cached = known.get(stack);
    if (cached) return cached;
    const result: Frame[] = [];
    const seen = new Set<number>();
    for (let id = stack; id !== 0 && !seen.has(id); ) {
      seen.add(id);
      const node = process.stacks.get(id);
      if (node === undefined) break;
      const frame = frames.get(node.frame);
      if (frame) result.push(frame);
      id = node.parent;
    }
    known.set(stack, result);
    return result;
  };
  return { readStack, readFrame: (id) => (id === undefined ? null : (frames.get(id) ?? null)) };
}

/** The innermost frame of the user's code that is really on the stack; an async one only where there is no other. */
export function userFrame(frames: readonly Frame[]): Frame | null {
  return (
    frames.find((frame) => frame.owner === 'app' && !frame.isAsync) ??
    frames.find((frame) => frame.owner === 'app') ??
    null
  );
}

/** The innermost frame of a package. */
export function packageFrame(frames: readonly Frame[]): Frame | null {
  return frames.find((frame) => frame.owner === 'dep') ?? null;
}

/** The file and function for people: `loadUsers`, or '' for top-level code. */
export function sameFunction(a: Frame, b: Frame): boolean {
  return a.file === b.file && a.name === b.name && (a.name !== '' || a.line === b.line);
}
