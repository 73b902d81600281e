import { existsSync, readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

const units = new Map();

/**
 * The lines of the innermost function around a line of a file, or at the top level of the statement around it, as
 * `{ from, to }`: what a reader has before them who was sent to that line. Null where there is no such file or line.
 */
export function unitAround(file, line) {
  if (!units.has(file)) units.set(file, existsSync(file) ? unitsOf(readFileSync(file, 'utf8')) : []);
  const around = units.get(file).filter((unit) => unit.from <= line && line <= unit.to);
  const functions = around.filter((unit) => unit.isFunction);
  const [smallest] = (functions.length > 0 ? functions : around).sort((a, b) => a.to - a.from - (b.to - b.from));
  return smallest ? { from: smallest.from, to: smallest.to } : null;
}

function unitsOf(text) {
  const { program } = parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    errorRecovery: true,
    plugins: ['typescript'],
  });
  return [...program.body.map((node) => unit(node, false)), ...functionsIn(program)];
}

function functionsIn(node) {
  if (Array.isArray(node)) return node.flatMap(functionsIn);
  if (typeof node?.type !== 'string') return [];
  const own = /Function|Method|StaticBlock/.test(node.type) && node.body ? [unit(node, true)] : [];
  const inner = Object.entries(node).flatMap(([key, child]) =>
    key !== 'loc' && typeof child === 'object' ? functionsIn(child) : [],
  );
  return [...own, ...inner];
}

function unit(node, isFunction) {
  return { from: node.loc.start.line, to: node.loc.end.line, isFunction };
}
