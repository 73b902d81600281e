import type { Frame } from '../frames.js';
import { codeAt } from './place.js';
import type { SourceBook } from './source-book.js';
import { comparePositions, endOf, findAll, type Node, pathName, startOf, walk } from './walk.js';

/** Longer patterns are cut: evidence is one sentence. */
const MAX_PATTERN = 80;

function show(pattern: string): string {
  return pattern.length > MAX_PATTERN ? `${pattern.slice(0, MAX_PATTERN)}…` : pattern;
}

function patternOf(node: Node | null | undefined): string | null {
  if (node?.type === 'RegExpLiteral') return `/${node.pattern}/${node.flags}`;
  const builds = node?.type === 'NewExpression' || node?.type === 'CallExpression';
  if (builds && pathName(node.callee as Node) === 'RegExp') {
    const [first] = node.arguments;
    if (first?.type === 'StringLiteral') return `/${first.value}/`;
  }
  return null;
}

/** What a name stands for, by the first place in the text that gives it a pattern. */
function patternNamed(program: Node, name: string): string | null {
  let found: string | null = null;
  walk(program, (node) => {
    if (found !== null) return false;
    if (node.type === 'VariableDeclarator' && pathName(node.id as Node) === name) found = patternOf(node.init);
    if (
      node.type === 'AssignmentExpression' &&
      pathName(node.left as Node)
        .split('.')
        .pop() === name
    ) {
      found = patternOf(node.right);
    }
    if (node.type === 'ObjectProperty' || node.type === 'ClassProperty') {
      const key = node.key.type === 'Identifier' ? node.key.name : '';
      if (key === name) found = patternOf(node.value as Node);
    }
    return true;
  });
  return found;
}

/** The pattern that the call at a frame works with, as written; null where the source does not show it. */
export function regexNear(sources: SourceBook, frame: Frame): string | null {
  const code = codeAt(sources, frame);
  const program = code?.path[0];
  if (code === null || code === undefined || program === undefined) return null;
  const call = code.path.findLast((node) => node.type === 'CallExpression' || node.type === 'OptionalCallExpression');
  const around = call ?? code.path.findLast((node) => startOf(node).line === frame.line) ?? program;
  const literals = findAll(around, (node): node is Node => patternOf(node) !== null, { intoFunctions: true });
  const near =
    literals.find((node) => startOf(node).line <= frame.line && frame.line <= endOf(node).line) ?? literals[0];
  const direct = patternOf(near);
  if (direct !== null && around !== program) return show(direct);
  const names = findAll(around, (node): node is Node => node.type === 'Identifier', { intoFunctions: true })
    .filter((node) => around !== program || comparePositions(startOf(node), frame) >= 0)
    .map((node) => pathName(node));
  for (const name of names) {
    const named = patternNamed(program, name);
    if (named !== null) return show(named);
  }
  return null;
}
