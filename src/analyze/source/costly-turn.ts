import { type Step, stepsOf } from './evaluation-order.js';
import { type FoundFunction, findFunction } from './functions.js';
import { lastName, weightOf } from './heavy-calls.js';
import { boundNames, declaredIn } from './names.js';
import type { SourceBook } from './source-book.js';
import { type FunctionNode, findAll, holds, type Node, type Position, pathName } from './walk.js';

/** Array methods that look at one element after the other until they have found what they look for. */
export const SEARCHING: ReadonlySet<string> = new Set([
  'includes',
  'indexOf',
  'lastIndexOf',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'some',
  'filter',
]);

/** A list that is written out with no more elements than this is searched in no time. */
const SHORT_LIST = 50;

/** The first name of a path: `list` of `list.items.find`. */
export function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? '';
}

type Declarator = Extract<Node, { type: 'VariableDeclarator' }>;

function declarationsOf(program: Node, name: string): Declarator[] {
  const isOf = (one: Node): one is Declarator =>
    one.type === 'VariableDeclarator' && one.id.type === 'Identifier' && one.id.name === name;
  return findAll(program, isOf, { intoFunctions: true });
}

/** `const SKIPPED = ['a', 'b']`: all of it stands in the text. */
function isWrittenOut(program: Node, name: string): boolean {
  return declarationsOf(program, name).some(({ init }) => {
    if (init?.type !== 'ArrayExpression') return false;
    return init.elements.length > 0 && init.elements.length <= SHORT_LIST;
  });
}

/** A search of something that has a name: what an expression gives is new each time. */
function isSearch({ callee }: Step): boolean {
  return SEARCHING.has(lastName(callee)) && callee.includes('.') && !callee.startsWith('.');
}

/** Code that runs in each turn of a loop, or of an iterating method. */
export interface Turn {
  readonly body: Node;
  /** Names that are new in each turn. */
  readonly own: ReadonlySet<string>;
}

/** The search of a list that outlasts the turn: the work grows with both. */
export function searchInTurn({ body, own }: Turn, program: Node): Step | null {
  const found = stepsOf(body).find((step) => {
    const list = rootOf(step.callee);
    return isSearch(step) && !own.has(list) && !isWrittenOut(program, list);
  });
  return found ?? null;
}

/** `const book = new Book()`, with a class of the same text: its methods are the user's, whatever they are called. */
function isOwnObject(program: Node, name: string): boolean {
  const classes = new Set(
    findAll(program, (one): one is Extract<Node, { type: 'ClassDeclaration' }> => one.type === 'ClassDeclaration', {
      intoFunctions: true,
    }).map(({ id }) => id?.name),
  );
  return declarationsOf(program, name).some(
    ({ init }) => init?.type === 'NewExpression' && classes.has(pathName(init.callee as Node)),
  );
}

/** The user's function that a step calls. What is called on an object may be a built-in by the same name. */
function helperOf(sources: SourceBook, program: Node, file: string, { callee, kind }: Step): FoundFunction | null {
  const name = lastName(callee);
  if (kind !== 'call' || name === '') return null;
  const isOwn = !callee.includes('.') || callee.startsWith('this.') || weightOf(callee) === 'unknown';
  return isOwn || isOwnObject(program, rootOf(callee)) ? findFunction(sources, file, name) : null;
}

/** What the list that a helper searches is to its caller: the argument given for it, or the object whose helper it is. */
function listOfCaller(list: string, helper: FunctionNode, { node, callee }: Step): string | null {
  if (declaredIn(helper.body).includes(list)) return null;
  const parameter = helper.params.findIndex((one) => one.type === 'Identifier' && one.name === list);
  if (parameter >= 0) {
    const given = (node as { arguments?: readonly Node[] }).arguments?.[parameter];
    return given === undefined ? null : rootOf(pathName(given)) || null;
  }
  if (list === 'this') return rootOf(callee);
  return helper.params.flatMap(boundNames).includes(list) ? null : list;
}

/** What makes a formatter with all of a language's rules: some ten µs each, where its `format` takes one. */
const MAKES_FORMATTER = /^new Intl\.\w+$|(?:^|\.)toLocale(?:Date|Time)?String$/;

/** `cache.get(key) ?? new Intl.…`: made where there is none yet. */
function isGuarded(body: Node, at: Position): boolean {
  const guards = findAll(body, (one): one is Node => {
    if (one.type === 'AssignmentExpression') return one.operator === '??=' || one.operator === '||=';
    return one.type === 'LogicalExpression' || one.type === 'ConditionalExpression' || one.type === 'IfStatement';
  });
  return guards.some((guard) => holds(guard, at));
}

function formatterIn(body: Node): Step | null {
  return stepsOf(body).find(({ callee, at }) => MAKES_FORMATTER.test(callee) && !isGuarded(body, at)) ?? null;
}

/** A call that makes a turn expensive. */
interface CostlyCall {
  readonly pattern: 'includes-in-loop' | 'intl-in-loop';
  readonly place: Position & {
    readonly file: string;
    /** The function that holds it, where that is another than the turn's. */
    readonly name?: string;
  };
}

interface Reader {
  readonly program: Node;
  readonly sources: SourceBook;
  readonly file: string;
}

/** A formatter that is made in each turn. */
export function formatterInTurn({ body }: Turn, { file }: Reader): CostlyCall | null {
  const formatter = formatterIn(body);
  return formatter === null ? null : { pattern: 'intl-in-loop', place: { ...formatter.at, file } };
}

/** A search, or a formatter, in a function that is called in each turn. */
export function costlyHelper({ body, own }: Turn, { program, sources, file }: Reader): CostlyCall | null {
  for (const step of stepsOf(body)) {
    const helper = helperOf(sources, program, file, step);
    if (helper === null) continue;
    const search = stepsOf(helper.fn.body).find((inner) => {
      const list = isSearch(inner) ? listOfCaller(rootOf(inner.callee), helper.fn, step) : null;
      return list !== null && !own.has(list) && !isWrittenOut(program, list);
    });
    const found = search ?? formatterIn(helper.fn.body);
    if (found === null) continue;
    const place = { ...found.at, file: helper.file, name: lastName(step.callee) };
    return { pattern: search === undefined ? 'intl-in-loop' : 'includes-in-loop', place };
  }
  return null;
}
