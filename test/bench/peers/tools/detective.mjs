import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { ownPlaces } from './stack.mjs';

const driver = fileURLToPath(new URL('../target/detective.mjs', import.meta.url));
/** What it calls its patterns, and which of the exam's kinds that would be. */
const PATTERNS = {
  'cpu-hog': ['cpu', 'sleep-loop'],
  'json-heavy': ['json'],
  'regex-heavy': ['regex'],
  'gc-pressure': ['gc'],
  'sync-io': ['sync-call'],
  'crypto-heavy': ['sync-call'],
};

export const detective = {
  name: 'node-loop-detective',
  about: 'attached before the program begins, for as long as it takes; threshold 50 ms',
  packages: { 'node-loop-detective': '2.2.1' },
  loads: "require('node-loop-detective')",
  claims: {
    stalls: true,
    lines: true,
    kinds: [...new Set(Object.values(PATTERNS).flat())],
    startup: true,
    workers: false,
    short: true,
    // They are shares of all the time that it watched.
    shortKinds: false,
  },
  beginsLater: true,
  start: ({ node, nodeArgs, script, home, seconds }) => ({
    command: [node, driver, home, String(seconds), 'hold', node, ...nodeArgs, script],
    env: {},
  }),
  /** It watches for a set time, whatever becomes of the target; the wait counts from then. */
  watchEndsAt: (outcome) => outcome.firstAt(/Connected to Node/) + outcome.seconds * 1000,
  resultAt: (outcome) => outcome.firstAt(/Diagnosis/),
  findings: ({ stdout }) => findingsIn(stripVTControlCharacters(stdout)),
  overhead: {
    about: 'attached all the time, its own process included',
    command: (node, script, _folder, home) => ({ args: [node, driver, home, '60', 'free', node, script], env: {} }),
  },
};

/** One finding a lag that it told; the line and the causes are those of its one diagnosis. */
function findingsIn(text) {
  const lags = [...text.matchAll(/Event loop lag: (\d+)ms/g)].map(([, ms]) => Number(ms));
  const kinds = Object.keys(PATTERNS)
    .filter((name) => new RegExp(`^ +(?:HIGH|MED|LOW) +${name}$`, 'm').test(text))
    .flatMap((name) => PATTERNS[name]);
  const place = topFunction(text);
  const said = text.slice(text.indexOf('Diagnosis'), text.indexOf('Diagnosis') + 600);
  return lags.map((durationMs) => ({
    startMs: null,
    durationMs,
    file: place?.file ?? null,
    line: place?.line ?? null,
    kinds,
    accuses: true,
    said,
  }));
}

/** The heaviest function, or where that is not the program's own, the innermost own one of the stack that it shows for it. */
function topFunction(text) {
  const from = text.indexOf('Top CPU-Heavy Functions');
  const stacksFrom = text.indexOf('Call Stacks');
  if (from < 0) return null;
  const [heaviest = ''] = /^ +\S+:\d+:\d+$/m.exec(text.slice(from, stacksFrom)) ?? [];
  const [place] = ownPlaces(heaviest);
  if (place && !isHold(place)) return place;
  const [, firstStack = ''] = text.slice(stacksFrom).split('▸');
  const frames = firstStack.split('\n').map((line) => line.replace(/:(\d+)$/, ':$1:1'));
  return ownPlaces(frames.join('\n')).findLast((each) => !isHold(each)) ?? null;
}

function isHold({ file }) {
  return file.endsWith('/target/hold.mjs');
}
