import type { CauseKind, Location } from '../analyze/diagnosis.js';
import type { RunFacts } from '../gate/compare/run-facts.js';

/** The name and version that a report gives itself. */
const FORMAT = 'loopcheck-report';
const VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;

/** Reads one value; `path` names it in complaints: `culprits[2].location`. */
type Read<T> = (value: unknown, path: string) => T;

function fail(path: string, wants: string): never {
  throw new TypeError(`its ${path} is not ${wants}`);
}

const fields: Read<Fields> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : fail(path, 'an object');
const text: Read<string> = (value, path) => (typeof value === 'string' ? value : fail(path, 'a text'));
const truth: Read<boolean> = (value, path) => (typeof value === 'boolean' ? value : fail(path, 'true or false'));
const figure: Read<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fail(path, 'a number of 0 or more');

function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((one, index) => read(one, `${path}[${index}]`)) : fail(path, 'a list');
}

const location: Read<Location> = (value, path) => {
  const place = fields(value, path);
  return {
    file: text(place['file'], `${path}.file`),
    line: figure(place['line'], `${path}.line`),
    column: figure(place['column'], `${path}.column`),
    function: text(place['function'], `${path}.function`),
  };
};

const stall: Read<RunFacts['stalls'][number]> = (value, path) => {
  const one = fields(value, path);
  return {
    id: figure(one['id'], `${path}.id`),
    durationMs: figure(one['durationMs'], `${path}.durationMs`),
    runQueueMs: orNull(figure)(one['runQueueMs'], `${path}.runQueueMs`),
    atWork: truth(one['atWork'], `${path}.atWork`),
  };
};

const culprit: Read<RunFacts['culprits'][number]> = (value, path) => {
  const one = fields(value, path);
  const cause = fields(one['cause'], `${path}.cause`);
  return {
    fingerprint: text(one['fingerprint'], `${path}.fingerprint`),
    location: orNull(location)(one['location'], `${path}.location`),
    cause: {
      // A kind that a later loopcheck adds is a fault of the code's like most.
      kind: text(cause['kind'], `${path}.cause.kind`) as CauseKind,
      api: orNull(text)(cause['api'], `${path}.cause.api`),
    },
    stallIds: listOf(figure)(one['stallIds'], `${path}.stallIds`),
  };
};

const suppression: Read<RunFacts['suppressed'][number]> = (value, path) => ({
  stallIds: listOf(figure)(fields(value, path)['stallIds'], `${path}.stallIds`),
});

/**
 * What a comparison needs of a saved JSON report (`--format json`), from parsed JSON of anybody's making. Throws a
 * TypeError whose message is a clause: what is wrong with it.
 */
export function readSavedReport(json: unknown): RunFacts {
  const report = typeof json === 'object' && json !== null ? (json as Fields) : {};
  if (report['format'] !== FORMAT) throw new TypeError(`it is no ${FORMAT}`);
  const version = report['version'];
  if (typeof version === 'number' && version > VERSION)
    throw new TypeError(`a newer loopcheck wrote it (version ${version}; this one reads ${VERSION})`);
  if (version !== VERSION) throw new TypeError('its version is unknown');
  const target = fields(report['target'], 'target');
  const probe = fields(report['probe'], 'probe');
  const loop = fields(report['loop'], 'loop');
  const delay = (name: string) => orNull(figure)(loop[name], `loop.${name}`);
  return {
    target: {
      nodeVersion: orNull(text)(target['nodeVersion'], 'target.nodeVersion'),
      durationMs: orNull(figure)(target['durationMs'], 'target.durationMs'),
    },
    probe: { armed: truth(probe['armed'], 'probe.armed'), mode: text(probe['mode'], 'probe.mode') },
    loop: {
      p50Ms: delay('p50Ms'),
      p99Ms: delay('p99Ms'),
      maxMs: delay('maxMs'),
      utilization: delay('utilization'),
      sampler: text(loop['sampler'], 'loop.sampler'),
      blockedMs: figure(loop['blockedMs'], 'loop.blockedMs'),
    },
    thresholdMs: figure(report['thresholdMs'], 'thresholdMs'),
    stalls: listOf(stall)(report['stalls'], 'stalls'),
    culprits: listOf(culprit)(report['culprits'], 'culprits'),
    suppressed: listOf(suppression)(report['suppressed'], 'suppressed'),
  };
}
