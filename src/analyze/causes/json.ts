import { onlyBodyJson, readsBody } from '../source/body-json.js';
import { doing, type Judge, judged } from './cause.js';
import { judgeCalls } from './timed-calls.js';

/** A line that was found in the source, and not on the stack. */
const FOUND_CONFIDENCE = 0.8;

/** Parsing, printing or cloning data took more of the stall than anything else. */
export const json: Judge = (view) => {
  const slices = doing(view, 'json');
  const seen = judgeCalls(view, 'json', slices);
  if (seen.frame !== null || !slices.some(({ frames }) => frames.some(readsBody))) return seen;
  const frame = onlyBodyJson(view.sources);
  if (frame === null) return seen;
  const evidence = `${seen.evidence} The line was found in the source, not on the stack: it alone reads a body as JSON.`;
  return judged({ ...seen, frame, evidence, confidence: seen.confidence * FOUND_CONFIDENCE });
};
