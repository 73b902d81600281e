import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { boundNames } from '../source/names.js';
import { codeAt } from '../source/place.js';
import { holds, isFunction, type Node, pathName } from '../source/walk.js';
import { PYRAMID_DEPTH } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector } from './detector.js';

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

/** A frame's call, and what stands round it. */
interface Site {
  readonly call: Call;
  readonly path: readonly Node[];
}

/** The call that a frame stands at: the innermost one that does not hold the position in its arguments. */
function siteAt({ sources }: ProcessView, frame: Frame): Site | null {
  const path = codeAt(sources, frame)?.path ?? [];
  const call = path.findLast(
    (node): node is Call =>
      (node.type === 'CallExpression' || node.type === 'NewExpression') &&
      !node.arguments.some((argument) => holds(argument, frame)),
  );
  return call === undefined ? null : { call, path };
}

/** `console.log(rows)`, `done(null, rows)`: one says something, the other hands on; neither goes a level deeper. */
function isNoLevel({ call, path }: Site): boolean {
  const { callee } = call;
  if (call.arguments.some(isFunction)) return false;
  if (callee.type === 'MemberExpression') return pathName(callee.object) === 'console';
  if (callee.type !== 'Identifier') return false;
  return path.some((node) => isFunction(node) && node.params.some((param) => boundNames(param).includes(callee.name)));
}

/** A frame of a chain, and how deep it stands: within so many callbacks of calls that were made before. */
interface Nested {
  readonly frame: Frame;
  readonly nest: readonly Frame[];
  /** The functions that the call there is given. */
  readonly callbacks: readonly Node[];
}

/** Whether a call stands within a function that is given to the other. */
function standsWithin(inner: Frame, { frame, callbacks }: Nested): boolean {
  return inner.file === frame.file && callbacks.some((callback) => holds(callback, inner));
}

/**
 * The deepest nest in a chain: calls, each of which stands within the callback of the one before. `stacks` are those of
 * the calls of the chain, the first one first. The nested call may be made by a helper: any frame of its stack counts.
 */
function deepestNest(view: ProcessView, stacks: readonly (readonly Frame[])[]): readonly Frame[] {
  const nested = new Map<string, Nested>();
  let best: readonly Frame[] = [];
  for (const frames of stacks) {
    const before = [...nested.values()];
    for (const frame of frames) {
      const site = siteAt(view, frame);
      if (site !== null && isNoLevel(site)) continue;
      const outer = before.reduce<readonly Frame[]>(
        (deepest, one) => (one.nest.length > deepest.length && standsWithin(frame, one) ? one.nest : deepest),
        [],
      );
      const nest = [...outer, frame];
      const key = `${lineKey(frame)}:${frame.column}`;
      const known = nested.get(key);
      // A place that the chain comes by again counts as deep as it stood at its deepest.
      if (known !== undefined && known.nest.length >= nest.length) continue;
      nested.set(key, { frame, nest, callbacks: known?.callbacks ?? site?.call.arguments.filter(isFunction) ?? [] });
      if (nest.length > best.length) best = nest;
    }
  }
  return best;
}

function check(view: ProcessView): Finding[] {
  const nests = view.process.deep.flatMap((event) => {
    if (event.type !== 'chain') return [];
    const stacks = event.stacks.map((stack) => view.readers.readStack(stack).filter(({ owner }) => owner === 'app'));
    const nest = deepestNest(view, stacks);
    return nest.length >= PYRAMID_DEPTH ? [nest] : [];
  });
  return groupBy(nests, (nest) => lineKey(nest[0] ?? null)).flatMap((group) => {
    const [deepest] = [...group].sort((a, b) => b.length - a.length);
    if (deepest === undefined) return [];
    return behaviourFinding('callback-pyramid', {
      severity: 'info',
      place: deepest.at(-1) ?? null,
      count: deepest.length,
      totalMs: 0,
      evidence: { n: deepest.length, lines: deepest.map(({ line }) => line).join(', ') },
    });
  });
}

/** Callbacks that are written within one another, and ran so. */
export const callbackPyramid: Detector = {
  id: 'callback-pyramid',
  needs: ['deep'],
  limits: [
    {
      value: PYRAMID_DEPTH,
      unit: 'count',
      of: 'calls, each within the callback of the one before, that ran as one chain',
      why: 'two or three read well; at five the code has left the page to the right',
    },
  ],
  severities: ['info'],
  check: (context) => context.views.flatMap(check),
};
