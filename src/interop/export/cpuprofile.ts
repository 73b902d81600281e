import { pathToFileURL } from 'node:url';
import { type ExportFrame, type ExportLoop, ONLY_STALLS, UNSEEN } from './loops.js';

const NS_PER_US = 1000;

interface Node {
  readonly id: number;
  readonly callFrame: object;
  hitCount: number;
  readonly children: number[];
  readonly positionTicks: { line: number; ticks: number }[];
}

const NOWHERE = { scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

/** V8 writes modules as URLs, and so do we: a path with a space is none. */
function urlOf(file: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(file) ? pathToFileURL(file).href : file;
}

/**
 * The stalled time of one loop as V8's profile; the time between stalls is `(idle)`. `lineNumber` is that of the call
 * and not of the function, which a note in the file says.
 */
export function toCpuProfile({ stalls }: ExportLoop): string {
  const nodes: Node[] = [];
  const ids = new Map<string, Node>();
  const scripts = new Map<string, string>();
  const add = (key: string, callFrame: object, parent: Node | null): Node => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const node: Node = { id: nodes.length + 1, callFrame, hitCount: 0, children: [], positionTicks: [] };
    ids.set(key, node);
    nodes.push(node);
    parent?.children.push(node.id);
    return node;
  };
  const scriptIdOf = (file: string) => {
    const id = scripts.get(file) ?? String(scripts.size + 1);
    scripts.set(file, id);
    return id;
  };
  const callFrameOf = ({ name, file, line, column }: ExportFrame) => ({
    functionName: name,
    scriptId: file === '' ? '0' : scriptIdOf(file),
    url: urlOf(file),
    lineNumber: line - 1,
    columnNumber: column - 1,
  });
  const root = add('', { functionName: '(root)', ...NOWHERE }, null);
  const idle = add('idle', { functionName: '(idle)', ...NOWHERE }, root);
  const nodeOf = (frames: readonly ExportFrame[]): Node => {
    let node = root;
    for (const frame of frames.toReversed()) {
      const key = `${node.id}/${JSON.stringify([frame.name, frame.file, frame.line, frame.column])}`;
      node = add(key, callFrameOf(frame), node);
    }
    return node;
  };
  const samples: number[] = [];
  const timesUs: number[] = [];
  const take = (node: Node, atNs: number, line: number) => {
    samples.push(node.id);
    timesUs.push(atNs / NS_PER_US);
    node.hitCount += 1;
    const tick = node.positionTicks.find((one) => one.line === line);
    if (tick !== undefined) tick.ticks += 1;
    else if (line > 0) node.positionTicks.push({ line, ticks: 1 });
  };
  const startNs = Math.min(0, stalls[0]?.startNs ?? 0);
  const endNs = stalls.at(-1)?.endNs ?? 0;
  take(idle, startNs, 0);
  for (const stall of stalls) {
    for (const sample of stall.samples) {
      const frames = sample.frames.length > 0 ? sample.frames : [UNSEEN];
      take(nodeOf(frames), sample.startNs, frames[0]?.line ?? 0);
    }
    take(idle, stall.endNs, 0);
  }
  const startTime = startNs / NS_PER_US;
  return JSON.stringify({
    nodes: nodes.map(({ positionTicks, ...node }) => ({
      ...node,
      ...(positionTicks.length > 0 ? { positionTicks } : {}),
    })),
    startTime,
    endTime: endNs / NS_PER_US,
    samples,
    timeDeltas: timesUs.map((us, index) => us - (timesUs[index - 1] ?? startTime)),
    loopcheck: { note: `${ONLY_STALLS} It shows as (idle). Positions are those of calls, not of functions.` },
  });
}
