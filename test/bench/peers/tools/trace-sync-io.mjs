import { ownPlaces } from './stack.mjs';

const WARNING = /^\(node:\d+\) WARNING: Detected use of sync API\n((?: {4}at .*\n?)*)/gm;

export const traceSyncIo = {
  name: '--trace-sync-io',
  about: 'node --trace-sync-io: a warning with a stack for every synchronous call after the first turn of the loop',
  packages: {},
  claims: {
    stalls: true,
    lines: true,
    kinds: ['sync-call'],
    only: 'sync-call',
    startup: false,
    workers: false,
    short: true,
  },
  start: ({ node, nodeArgs, script }) => ({ command: [node, '--trace-sync-io', ...nodeArgs, script], env: {} }),
  /**
   * One finding a place, the most warned of first: thousands of one place are one to a reader. Warnings without a frame of
   * the program's own are left out: Node's loader causes them.
   */
  findings: ({ stderr }) => {
    const places = new Map();
    for (const [said, stack] of stderr.matchAll(WARNING)) {
      const [place] = ownPlaces(stack);
      if (place === undefined) continue;
      const key = `${place.file}:${place.line}`;
      const known = places.get(key) ?? { place, said, count: 0 };
      places.set(key, { ...known, count: known.count + 1 });
    }
    return [...places.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ place, said }) => ({
        startMs: null,
        durationMs: null,
        file: place.file,
        line: place.line,
        kinds: ['sync-call'],
        accuses: true,
        said,
      }));
  },
  resultAt: (outcome) => outcome.firstAt(/WARNING: Detected use of sync API/),
};
