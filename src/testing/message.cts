import type { Watched } from './contract.cjs';
import type { Place, Stall } from './stall.cjs';

/** Stalls that a message names one by one. */
const NAMED = 3;

/** What a failed test says: each stall's length, place and cause, a line each, longest first. */
function describeStalls({ stalls, others, blind }: Watched, maxMs: number): string {
  const named = stalls.slice(0, NAMED).map((stall) => describe(stall));
  const more = stalls.length > NAMED ? [`and ${stalls.length - NAMED} shorter ones`] : [];
  const heads = [
    `The event loop was held up for longer than ${maxMs} ms:`,
    ...[...named, ...more].map((one) => `  ${one}`),
  ];
  const beside =
    others.length === 0
      ? []
      : [
          `Not counted, because nothing shows that they are this test's: ${others.slice(0, NAMED).map(describe).join('; ')}.`,
        ];
  return [...heads, ...beside, ...(blind === null ? [] : [blind])].join('\n');
}

function describe({ durationMs, location, begunAt, cause }: Stall): string {
  const where =
    location !== null
      ? `at ${placeText(location)}`
      : begunAt !== null
        ? `in a callback begun at ${placeText(begunAt)}`
        : 'at a place that was not seen';
  const why = cause === null ? '' : `, ${cause.kind}${cause.api === null ? '' : ` ${cause.api}`}`;
  return `${Math.round(durationMs)} ms ${where}${why}`;
}

function placeText({ file, line, column, function: name }: Place): string {
  return `${file}:${line}:${column}${name === '' ? '' : ` ${name}`}`;
}

export = { describeStalls };
