import { blame, heaviestStack } from '../blame.js';
import type { Frame } from '../frames.js';
import type { Slice } from '../slices.js';
import { floodingLine } from '../source/flood-source.js';
import type { StallView } from '../stall-view.js';
import { doing, type Judge, judged, shareOf, showNs, showShare, sumNs, sureness } from './cause.js';

function apiOf(view: StallView, slices: readonly Slice[]): 'process.nextTick' | 'Promise' {
  const turned = (letter: string) =>
    sumNs(slices.filter((slice) => view.looks[slice.look]?.turned.includes(letter) === true));
  const onStack = sumNs(
    slices.filter((slice) => slice.frames.some((frame) => frame.name.endsWith('process.nextTick'))),
  );
  const ticks = Math.max(turned('n'), onStack);
  return ticks > 0 && ticks >= turned('m') ? 'process.nextTick' : 'Promise';
}

/** The user's frames from the hot one outwards. */
function fromHot(slices: readonly Slice[], hot: Frame | null): readonly Frame[] {
  if (hot === null) return [];
  const own = heaviestStack(slices, hot).filter((frame) => frame.owner === 'app');
  const at = own.findIndex((frame) => frame.file === hot.file && frame.line === hot.line);
  return at === -1 ? [hot] : own.slice(at);
}

/** Many callbacks of the microtask or nextTick queue went by in one turn, each queueing more. */
export const microtaskFlood: Judge = (view) => {
  const slices = doing(view, 'microtask-flood');
  const api = apiOf(view, slices);
  const place = blame(slices, view.sources);
  const hot: Frame | null = place.frame ?? null;
  const frame = floodingLine(view.sources, fromHot(slices, hot), api) ?? hot;
  const turns = slices.filter((slice) => (view.looks[slice.look]?.turned ?? '') !== '').length;
  const share = shareOf(view, slices);
  const what = api === 'Promise' ? 'Promise callbacks' : 'Callbacks of process.nextTick';
  return judged({
    kind: 'microtask-flood',
    api,
    confidence: sureness(share, place) * (hot === null ? 0.7 : 1),
    evidence:
      `${what} kept following one another for ${showNs(Math.min(sumNs(slices), view.durationNs))} of ` +
      `${showNs(view.durationNs)} (${showShare(share)}): ${turns} of ${view.looks.length} looks found new ones running, ` +
      'and the loop never got its turn.',
    frame,
    stacks: slices,
  });
};
