import { basename } from 'node:path';
import { type LineRange, NodeLines } from './node-lines.js';
import { type Profile, type ProfileNode, pathOf } from './profile.js';
import type { Position, ScriptText } from './script-text.js';
import { Scripts } from './scripts.js';
import type { Place } from './stack-book.js';

/** A stack with the synchronous call of Node's that it is inside, if any. */
export interface PlacedStack {
  readonly places: readonly Place[];
  /** `fs.readFileSync`. */
  readonly api: string | null;
}

/** What less than this share of the samples was in is not worth a word about its lines. */
const LEAST_SHARE = 0.05;

function declaredAt({ callFrame }: ProfileNode): Position {
  return { line: callFrame.lineNumber + 1, column: callFrame.columnNumber + 1 };
}

function isNodes(node: ProfileNode): boolean {
  const { url } = node.callFrame;
  return url === '' || url.startsWith('node:');
}

/** The public modules whose functions block, and where their code lies. */
const MODULES: readonly (readonly [RegExp, string])[] = [
  [/^node:(?:internal\/)?fs\b/, 'fs'],
  [/^node:(?:internal\/)?crypto\b/, 'crypto'],
  [/^node:zlib$/, 'zlib'],
  [/^node:(?:internal\/)?child_process$/, 'child_process'],
];

function apiOf(url: string, name: string): string | null {
  const module = MODULES.find(([pattern]) => pattern.test(url))?.[1];
  const own = name.split('.').at(-1) ?? '';
  return module === undefined || !own.endsWith('Sync') ? null : `${module}.${own}`;
}

/** Where a call was not found, the line of its function that was met most often is nearer to it than the function's head. */
function hottest({ positionTicks }: ProfileNode, script: ScriptText): Position | null {
  if (positionTicks.length === 0) return null;
  const { line } = positionTicks.reduce((best, one) => (one.ticks > best.ticks ? one : best));
  return { line, column: script.columnOf(line) };
}

/**
 * Reads the stacks of one profile. V8 tells of a caller only where its function begins; the call itself is looked up in
 * the script, where that lies on this disk as it ran.
 */
export class ProfilePlaces {
  readonly scripts = new Scripts();
  readonly #profile: Profile;
  readonly #functions = new Map<string, Position[]>();
  readonly #lines: NodeLines;
  readonly #withDoubt = new Map<string, number>();
  readonly #withoutLine = new Map<string, number>();
  #asked = 0;
  readonly #known = new Map<string, PlacedStack>();

  /** `inSeveral`: nodes that more than one pause of the loop is made of. */
  constructor(profile: Profile, nodes: Iterable<ProfileNode>, inSeveral: ReadonlySet<ProfileNode>) {
    this.#profile = profile;
    this.#lines = new NodeLines(inSeveral, (node) => this.#rangeOf(node));
    for (const node of nodes) {
      const { url, lineNumber } = node.callFrame;
      if (url === '' || lineNumber < 0) continue;
      const list = this.#functions.get(url) ?? [];
      list.push(declaredAt(node));
      this.#functions.set(url, list);
    }
  }

  /** Functions of which a line is named that may have been another, the most frequent first: `work in app.js`. */
  get withDoubt(): readonly string[] {
    return this.#worthNaming(this.#withDoubt);
  }

  /** Functions of which no line is told. */
  get withoutLine(): readonly string[] {
    return this.#worthNaming(this.#withoutLine);
  }

  /** The stack of a sample. `line` is the innermost one, where the capture tells it for each sample. */
  stackOf(node: ProfileNode, line: number | null): PlacedStack {
    this.#asked += 1;
    const own = line ?? this.#lines.next(node);
    const share = line === null && own !== null ? this.#lines.shareOf(node, own) : null;
    if (own === null) this.#note(this.#withoutLine, node);
    else if (share !== null) this.#note(this.#withDoubt, node);
    const key = `${node.id}:${own ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const stack = this.#read(pathOf(node), own, share);
    this.#known.set(key, stack);
    return stack;
  }

  #read(path: readonly ProfileNode[], line: number | null, share: number | null): PlacedStack {
    const places: Place[] = [];
    let api: string | null = null;
    for (const [index, node] of path.entries()) {
      const inner = path[index - 1];
      if (inner === undefined) {
        places.push({ ...this.#innermost(node, line), ...(share === null ? {} : { lineShare: share }) });
        continue;
      }
      const { place, callee } = this.#caller(node, inner);
      places.push(place);
      const leavesNode = isNodes(inner) && !isNodes(node);
      if (leavesNode && path.slice(0, index).every(isNodes)) {
        const { url, functionName } = inner.callFrame;
        api = apiOf(url, callee ?? functionName) ?? apiOf(url, functionName);
      }
    }
    const [innermost] = places;
    // Calls that loopcheck timed are frames of their own in its export.
    if (this.#profile.hasCallPositions && innermost?.url === '' && /^\w+\.\w+$/.test(innermost.name))
      return { places: places.slice(1), api: innermost.name };
    return { places, api };
  }

  #innermost(node: ProfileNode, line: number | null): Place {
    const declared = declaredAt(node);
    if (line === null || line === declared.line) return this.#place(node, declared);
    const column = this.#script(node)?.columnOf(line) ?? 1;
    return this.#place(node, { line, column });
  }

  #caller(node: ProfileNode, inner: ProfileNode): { place: Place; callee: string | null } {
    const declared = declaredAt(node);
    const script = this.#profile.hasCallPositions ? null : this.#script(node);
    const call = script?.callIn(declared, {
      name: inner.callFrame.functionName,
      declared: inner.callFrame.url === node.callFrame.url ? declaredAt(inner) : null,
      isNodes: isNodes(inner),
      hotLines: node.positionTicks.map((one) => one.line),
    });
    const place = call ?? (script && hottest(node, script)) ?? declared;
    return { place: this.#place(node, place), callee: call?.callee ?? null };
  }

  #place({ callFrame }: ProfileNode, { line, column }: Position): Place {
    const { functionName, url, lineNumber, columnNumber } = callFrame;
    const isTop = url !== '' && lineNumber === 0 && columnNumber === 0 && /^(?:\(anonymous\))?$/.test(functionName);
    const name = functionName === '(anonymous)' ? '' : functionName;
    const flags = isTop ? { flags: 't' } : {};
    return { name, url, line: Math.max(0, line), column: Math.max(0, column), ...flags };
  }

  #script(node: ProfileNode) {
    const { url } = node.callFrame;
    if (url === '' || isNodes(node)) return null;
    const functions = () => (this.#profile.hasCallPositions ? [] : (this.#functions.get(url) ?? []));
    return this.scripts.open(url, functions);
  }

  /** Of the user's functions only: nobody looks for the line in Node's. */
  #note(names: Map<string, number>, node: ProfileNode): void {
    if (isNodes(node)) return;
    const { functionName, url } = node.callFrame;
    const name = `${functionName || 'anonymous code'} in ${basename(url)}`;
    names.set(name, (names.get(name) ?? 0) + 1);
  }

  #worthNaming(names: ReadonlyMap<string, number>): string[] {
    const least = LEAST_SHARE * this.#asked;
    return [...names].sort(([, a], [, b]) => b - a).flatMap(([name, count]) => (count >= least ? [name] : []));
  }

  #rangeOf(node: ProfileNode): LineRange | null {
    return this.#script(node)?.linesOf(declaredAt(node)) ?? null;
  }
}
