import { blame } from '../blame.js';
import { regexNear } from '../source/regex-source.js';
import { doing, type Judge, judged, shareOf, showNs, showShare, sumNs, sureness } from './cause.js';

/** Most looks found the thread inside a regular expression: it answers there while it goes back and tries again. */
export const regex: Judge = (view) => {
  const slices = doing(view, 'regex');
  const place = blame(slices, view.sources);
  const share = shareOf(view, slices);
  const pattern = place.frame === null ? null : regexNear(view.sources, place.frame);
  const what = pattern === null ? 'a regular expression' : `the regular expression ${pattern}`;
  const leaf = slices[0]?.frames[0]?.name ?? 'RegExp';
  return judged({
    kind: 'regex',
    confidence: sureness(share, place),
    evidence: `${showShare(share)} of ${showNs(view.durationNs)} (${showNs(Math.min(sumNs(slices), view.durationNs))}) was spent in ${leaf}, trying ${what} over and over.`,
    pattern,
    frame: place.frame,
    stacks: slices,
  });
};
