import { expect, it } from 'vitest';
import { livePlaces } from '../../src/cli/live-places.js';
import type { OpenStall } from '../../src/cli/run-watch.js';
import type { FindSource } from '../../src/maps/live-place.js';
import type { FrameEvent } from '../../src/trace/events.js';

const frame = (url: string, line: number): FrameEvent => ({
  type: 'frame',
  id: 1,
  function: 'f',
  url,
  line,
  column: 1,
});
const stall = (...places: readonly FrameEvent[]): OpenStall => ({
  pid: 1,
  startNs: 0,
  seenNs: 0,
  places,
  maps: new Map(),
});

/** Says `generated` first, and what was found as soon as the maps are read. */
async function shown(places: readonly FrameEvent[], find: FindSource) {
  const placeOf = livePlaces('/app', async () => find);
  const first = placeOf(stall(...places));
  await new Promise(setImmediate);
  return [first?.url, placeOf(stall(...places))?.url];
}

const bundle = [frame('/app/dist/b.js', 1), frame('/app/dist/b.js', 2)];

it('shows the line that runs until its author’s is found', async () => {
  expect(await shown(bundle, (one) => ({ ...one, url: '/app/src/a.ts' }))).toEqual(['/app/dist/b.js', '/app/src/a.ts']);
  expect(await shown(bundle, () => null)).toEqual(['/app/dist/b.js', '/app/dist/b.js']);
});

it('passes over packages that a bundle holds', async () => {
  const find: FindSource = (one) => ({ ...one, url: one.line === 1 ? '/app/node_modules/x/i.js' : '/app/src/a.ts' });
  expect(await shown(bundle, find)).toEqual(['/app/dist/b.js', '/app/src/a.ts']);
});

it('reads no maps for a stall without a line', async () => {
  let count = 0;
  const placeOf = livePlaces('/app', async () => {
    count += 1;
    return () => null;
  });
  expect(placeOf(stall())).toBeNull();
  expect(count).toBe(0);
  placeOf(stall(...bundle));
  placeOf(stall(...bundle));
  expect(count).toBe(1);
});

it('goes on where maps cannot be read at all', async () => {
  const placeOf = livePlaces('/app', () => Promise.reject(new Error('gone')));
  placeOf(stall(...bundle));
  await new Promise(setImmediate);
  expect(placeOf(stall(...bundle))?.url).toBe('/app/dist/b.js');
});
