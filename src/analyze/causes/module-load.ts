import { packagePlaceOf } from '../../trace/package-place.js';
import { blame } from '../blame.js';
import type { Frame } from '../frames.js';
import type { Slice } from '../slices.js';
import { importOf, specifierAt } from '../source/specifiers.js';
import { isLoader } from '../stack-shapes.js';
import type { StallView } from '../stall-view.js';
import { DOMINANT_SHARE } from '../thresholds.js';
import { doing, type Judge, type Judged, judged, shareOf, showNs, showShare, sumNs, sureness } from './cause.js';

/** The package whose files were being loaded for most of the time, null where they were all the user's. */
function heaviestPackage(slices: readonly Slice[]): string | null {
  const sums = new Map<string, number>();
  for (const slice of slices) {
    // The outermost package on the stack is the one that was asked for; those further in are what it asks for.
    const outermost = slice.frames.findLast((frame) => frame.owner === 'dep');
    const name = outermost === undefined ? null : (packagePlaceOf(outermost.file)?.name ?? null);
    if (name !== null) sums.set(name, (sums.get(name) ?? 0) + slice.weightNs);
  }
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The user's own module whose body Node was seen to run in this stall. */
function loadedFile(view: StallView): string | null {
  for (const { frames } of view.looks) {
    const job = frames.findIndex((frame) => frame.name === 'ModuleJob.run' && !frame.isAsync);
    const body = frames[job - 1];
    if (body?.owner === 'app') return body.file;
  }
  return null;
}

function ownFrames(slices: readonly Slice[]): readonly Slice[] {
  return slices.filter((slice) => slice.frames.some((frame) => frame.owner === 'app'));
}

/** The file whose own body, run by Node's loader, is at work; null where none is. */
function bodyAtWork(frames: readonly Frame[]): string | null {
  const onStack = frames.filter(({ owner, isAsync }) => owner !== 'builtin' && !isAsync);
  const body = onStack.find(({ owner }, index) => {
    const caller = onStack[index + 1];
    return (owner === 'app' || owner === 'dep') && caller !== undefined && isLoader(caller);
  });
  return body?.file ?? null;
}

/** The stack without the modules that were loaded by it: from the outermost code that asked for one outwards. */
function withoutLoaded({ frames, ...rest }: Slice): Slice {
  const asker = frames.findLastIndex(({ owner }, index) => {
    return (owner === 'app' || owner === 'dep') && frames.slice(0, index).some(isLoader);
  });
  const loader = frames.slice(0, Math.max(0, asker)).findLastIndex(isLoader);
  return { frames: frames.slice(Math.max(0, loader)), ...rest };
}

/** So many modules, of which none has more than a third of the time, are a graph that is loaded, whatever each does first. */
const MANY_MODULES = 5;
const ONE_MODULE_SHARE = 1 / 3;

/** The bodies of many modules ran for the first time, a little of each: what asked for them all is to blame, not one line of one. */
export const manyModules: Judge = (view) => {
  const sums = new Map<string, number>();
  const bodies = doing(view, 'js').filter(({ frames, weightNs }) => {
    const file = bodyAtWork(frames);
    if (file !== null) sums.set(file, (sums.get(file) ?? 0) + weightNs);
    return file !== null;
  });
  const heaviestNs = Math.max(0, ...sums.values());
  if (sums.size < MANY_MODULES || heaviestNs > ONE_MODULE_SHARE * sumNs(bodies)) return null;
  const slices = [...doing(view, 'module-load'), ...bodies].map(withoutLoaded);
  return sumNs(slices) < DOMINANT_SHARE * view.durationNs ? null : judgeLoading(view, slices);
};

/** Modules were read, compiled and run for the first time: the `require` or `import` line, with what it names. */
export const moduleLoad: Judge = (view) => judgeLoading(view, doing(view, 'module-load'));

function judgeLoading(view: StallView, slices: readonly Slice[]): Judged {
  const own = ownFrames(slices);
  if (sumNs(own) * 2 >= sumNs(slices)) {
    const place = blame(own, view.sources, { lineMustStandOut: true });
    const api = (place.frame && specifierAt(view.sources, place.frame)) ?? heaviestPackage(slices);
    return tell(view, slices, { frame: place.frame, api, certain: true });
  }
  const name = heaviestPackage(slices);
  const file = name === null ? loadedFile(view) : null;
  const found = importOf(view.sources, { script: view.process.header.script, name, file });
  return tell(view, slices, { frame: found?.frame ?? null, api: found?.specifier ?? name, certain: false });
}

interface Place {
  readonly frame: Frame | null;
  readonly api: string | null;
  readonly certain: boolean;
}

function tell(view: StallView, slices: readonly Slice[], place: Place): Judged {
  const share = shareOf(view, slices);
  const what = place.api === null ? 'Loading modules' : `Loading ${place.api}`;
  const how =
    place.certain || place.frame === null ? '' : ' The import line was found in the source, not on the stack.';
  return judged({
    kind: 'module-load',
    api: place.api,
    confidence: sureness(share) * (place.certain ? 1 : 0.8),
    evidence: `${what} (reading, compiling, first run) took ${showNs(Math.min(sumNs(slices), view.durationNs))} of ${showNs(view.durationNs)} (${showShare(share)}).${how}`,
    frame: place.frame,
    stacks: slices,
  });
}
