/** Gives frames and stacks their numbers, and writes each only once. */
import type { RawFrame, RawStack } from './messages.cjs';

type FrameRow = {
  type: 'frame';
  id: number;
  function: string;
  url: string;
  line: number;
  column: number;
  flags?: string;
  evalOrigin?: string;
};
type StackRow = { type: 'stack'; nodes: [number, number, number][] };

interface StackBook {
  /** The number of a stack, and the lines that must be written before it can be used. */
  enter(stack: RawStack): { id: number; rows: (FrameRow | StackRow)[] };
  /** The number of a stack's innermost frame. */
  frameOf(stackId: number): number;
  /** Forgets what was written: each frame is written again, under a new number, when it is met again. */
  restart(): void;
}

/** Beyond this many entries the book starts anew under new numbers: bounded memory for a run of months. */
const MAX_ENTRIES = 200_000;

/** A book whose numbers begin at `first`. */
function makeStackBook(first = 1): StackBook {
  const frames = new Map<string, number>();
  const nodes = new Map<string, number>();
  const innermost = new Map<number, number>();
  let nextFrame = first;
  let nextNode = first;

  function frameId(frame: RawFrame, rows: (FrameRow | StackRow)[]): number {
    const key = frame.join('\0');
    const known = frames.get(key);
    if (known !== undefined) return known;
    const id = nextFrame++;
    frames.set(key, id);
    const [name, url, line, column, flags, evalOrigin] = frame;
    rows.push({
      type: 'frame',
      id,
      function: name,
      url,
      line,
      column,
      ...(flags === '' ? {} : { flags }),
      ...(evalOrigin === '' ? {} : { evalOrigin }),
    });
    return id;
  }

  function restart(): void {
    frames.clear();
    nodes.clear();
    innermost.clear();
  }

  return {
    restart,
    frameOf: (id) => innermost.get(id) ?? 0,
    enter(stack) {
      if (frames.size + nodes.size > MAX_ENTRIES) restart();
      const rows: (FrameRow | StackRow)[] = [];
      const added: [number, number, number][] = [];
      let node = 0;
      for (let i = stack.length - 1; i >= 0; i--) {
        const frame = frameId(stack[i] as RawFrame, rows);
        const key = `${node}:${frame}`;
        let next = nodes.get(key);
        if (next === undefined) {
          next = nextNode++;
          nodes.set(key, next);
          innermost.set(next, frame);
          added.push([next, node, frame]);
        }
        node = next;
      }
      if (added.length > 0) rows.push({ type: 'stack', nodes: added });
      return { id: node, rows };
    },
  };
}

export = { makeStackBook };
