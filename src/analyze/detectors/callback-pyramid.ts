import type { Finding } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import type { ProcessView } from '../process-view.js';
import { codeAt } from '../source/place.js';
import { holds, isFunction, type Node } from '../source/walk.js';
import { PYRAMID_DEPTH } from '../thresholds.js';
import { behaviourFinding, groupBy, lineKey } from './behaviour-finding.js';
import type { Detector } from './detector.js';

/** The call that a frame stands at: the innermost one that does not hold the position in its arguments. */
function callAt({ sources }: ProcessView, frame: Frame): Node | null {
  const path = codeAt(sources, frame)?.path ?? [];
  const call = path.findLast(
    (node) =>
      (node.type === 'CallExpression' || node.type === 'NewExpression') &&
      !node.arguments.some((argument) => holds(argument, frame)),
  );
  return call ?? null;
}

/** Whether one call stands within a function that is given to the other. */
function standsWithin(view: ProcessView, inner: Frame, outer: Frame): boolean {
  if (inner.file !== outer.file) return false;
  const call = callAt(view, outer);
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return false;
  return call.arguments.some((argument) => isFunction(argument) && holds(argument, inner));
}

/** A frame of a chain, and how deep it stands: within so many callbacks of calls that were made before. */
interface Nested {
  readonly frame: Frame;
  readonly nest: readonly Frame[];
}

/**
 * The deepest nest in a chain: calls, each of which stands within the callback of the one before. `stacks` are those of
 * the calls of the chain, the first one first. The nested call may be made by a helper: any frame of its stack counts.
 */
function deepestNest(view: ProcessView, stacks: readonly (readonly Frame[])[]): readonly Frame[] {
  const nested: Nested[] = [];
  let best: readonly Frame[] = [];
  for (const frames of stacks) {
    const found = frames.map((frame) => {
      const outer = nested.reduce<readonly Frame[]>(
        (deepest, one) =>
          one.nest.length > deepest.length && standsWithin(view, frame, one.frame) ? one.nest : deepest,
        [],
      );
      return { frame, nest: [...outer, frame] };
    });
    nested.push(...found);
    for (const { nest } of found) if (nest.length > best.length) best = nest;
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
