import { parse } from '@babel/parser';

/** A node of the syntax tree, as far as calls and functions go. */
interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: Spot; readonly end: Spot };
  readonly [key: string]: unknown;
}

interface Spot {
  readonly line: number;
  /** 0-based. */
  readonly column: number;
}

/** 1-based, as V8 counts. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a function calls another, and under which name. */
export interface CallSite extends Position {
  readonly callee: string;
}

/** The callee of a call that is looked for. */
export interface Callee {
  /** As V8 names it: `Store.load`, `spin`, '' for a function without a name. */
  readonly name: string;
  /** Where it is declared, if in the same text. */
  readonly declared: Position | null;
  /** It is one of Node's own, whose name inside may not be the one that it is called by. */
  readonly isNodes: boolean;
  /** Lines of the caller that were met as the innermost: of calls by one name, one on these is likely, then one in a loop. */
  readonly hotLines: readonly number[];
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && typeof (value as Syntax).type === 'string' && 'loc' in value;
}

function childrenOf(node: Syntax): Syntax[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (key.endsWith('Comments')) return [];
    return (Array.isArray(value) ? value : [value]).filter(isSyntax);
  });
}

const FUNCTIONS = /^(?:Function|ArrowFunction|ObjectMethod|Class(?:Private)?Method)/;
const LOOPS = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;
const CALLS = new Set(['CallExpression', 'OptionalCallExpression', 'NewExpression']);

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function startOf({ loc }: Syntax): Position {
  return { line: loc.start.line, column: loc.start.column + 1 };
}

function endOf({ loc }: Syntax): Position {
  return { line: loc.end.line, column: loc.end.column + 1 };
}

function holds(node: Syntax, position: Position): boolean {
  return compare(startOf(node), position) <= 0 && compare(position, endOf(node)) < 0;
}

function lastName(node: unknown): string {
  if (!isSyntax(node)) return '';
  if (node.type === 'Identifier') return String(node['name'] ?? '');
  if (node.type === 'PrivateName') return lastName(node['id']);
  if (node.type.endsWith('MemberExpression')) return lastName(node['property']);
  return '';
}

/** Position of a callee's last name: where V8 says that the call is. */
function placeOfCall(call: Syntax): Position {
  const callee = call['callee'];
  if (isSyntax(callee) && callee.type.endsWith('MemberExpression') && isSyntax(callee['property']))
    return startOf(callee['property']);
  return startOf(call);
}

const MODES = [
  { sourceType: 'unambiguous' as const, plugins: [] },
  { sourceType: 'unambiguous' as const, plugins: ['typescript' as const] },
  { sourceType: 'unambiguous' as const, plugins: ['typescript' as const, 'jsx' as const] },
];

function treeOf(text: string): Syntax | null {
  for (const mode of MODES) {
    try {
      const options = { errorRecovery: true, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true };
      return parse(text, { ...options, ...mode }).program as unknown as Syntax;
    } catch {
      // The next mode may read it.
    }
  }
  return null;
}

/** The text of a script, with what its syntax tells of functions and calls. */
export class ScriptText {
  readonly #lines: readonly string[];
  readonly #tree: Syntax | null;

  constructor(text: string) {
    this.#lines = text.split('\n');
    this.#tree = treeOf(text);
  }

  /** First character of a line that is no space; 1 where there is no such line. */
  columnOf(line: number): number {
    return Math.max(0, (this.#lines[line - 1] ?? '').search(/\S/)) + 1;
  }

  /** Whether a function begins where V8 says that one does: else the text is not the one that ran. */
  hasFunctionAt(position: Position): boolean {
    return this.#functionAt(position) !== null;
  }

  /** The lines of the function that begins at `position`; null where none does. */
  linesOf(position: Position): { readonly first: number; readonly last: number } | null {
    const found = this.#functionAt(position);
    return found === null ? null : { first: found.loc.start.line, last: found.loc.end.line };
  }

  /** The call of `callee` in the function that begins at `position`; null where none, or no certain one, is there. */
  callIn(position: Position, callee: Callee): CallSite | null {
    const within = this.#functionAt(position);
    if (within === null) return null;
    const { calls, inLoops } = callsIn(within);
    const name = (callee.name.split('.').at(-1) ?? '').replace(/^#/, '');
    const named = name === '' ? [] : calls.filter((call) => lastName(call['callee']) === name);
    const hot = named.find((call) => callee.hotLines.includes(startOf(call).line));
    const best = hot ?? named.find((call) => inLoops.has(call)) ?? named[0];
    const found = best ?? holderOf(calls, callee) ?? syncCall(calls, callee);
    return found === undefined ? null : { ...placeOfCall(found), callee: lastName(found['callee']) };
  }

  #functionAt(position: Position): Syntax | null {
    if (this.#tree === null) return null;
    if (position.line === 1 && position.column === 1) return this.#tree;
    let found: Syntax | null = null;
    for (let at: Syntax | undefined = this.#tree; at !== undefined; ) {
      const body: unknown = at['body'];
      const isHead = FUNCTIONS.test(at.type) && isSyntax(body) && compare(position, startOf(body)) < 0;
      if (isHead) found = at;
      at = childrenOf(at).find((child) => holds(child, position));
    }
    return found;
  }
}

/** Calls of a function's own code, in the order of the text. */
function callsIn(root: Syntax): { calls: Syntax[]; inLoops: ReadonlySet<Syntax> } {
  const calls: Syntax[] = [];
  const inLoops = new Set<Syntax>();
  const visit = (node: Syntax, isLooped: boolean) => {
    if (node !== root && FUNCTIONS.test(node.type)) return;
    if (CALLS.has(node.type)) calls.push(node);
    if (CALLS.has(node.type) && isLooped) inLoops.add(node);
    const isLoop = LOOPS.test(node.type);
    // What a loop begins with, and the list that it goes through, come once.
    const once = [node['init'], node.type === 'ForStatement' ? null : node['right']];
    for (const child of childrenOf(node)) visit(child, isLooped || (isLoop && !once.includes(child)));
  };
  visit(root, false);
  return { calls, inLoops };
}

/** A function that is handed on where it is written: the innermost call that holds it. */
function holderOf(calls: readonly Syntax[], { declared }: Callee): Syntax | undefined {
  return declared === null ? undefined : calls.findLast((call) => holds(call, declared));
}

/** Node's own functions answer to other names inside: the only synchronous call there is must be the one. */
function syncCall(calls: readonly Syntax[], { isNodes }: Callee): Syntax | undefined {
  const found = isNodes ? calls.filter((call) => lastName(call['callee']).endsWith('Sync')) : [];
  return found.length === 1 ? found[0] : undefined;
}
