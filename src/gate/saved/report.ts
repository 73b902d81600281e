import type { CauseKind } from '../../analyze/diagnosis.js';
import type { RunFacts } from '../compare/run-facts.js';
import { fields, figure, headed, listOf, location, orNull, type Read, text, truth, word } from './fields.js';

/** The name and version that a report gives itself. */
const FORMAT = 'loopcheck-report';
const VERSION = 1;

const stall: Read<RunFacts['stalls'][number]> = (value, path) => {
  const one = fields(value, path);
  return {
    id: figure(one['id'], `${path}.id`),
    durationMs: figure(one['durationMs'], `${path}.durationMs`),
    runQueueMs: orNull(figure)(one['runQueueMs'], `${path}.runQueueMs`),
    atWork: truth(one['atWork'], `${path}.atWork`),
    cause: { confidence: figure(fields(one['cause'], `${path}.cause`)['confidence'], `${path}.cause.confidence`) },
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
  const report = headed(json, FORMAT, VERSION);
  const target = fields(report['target'], 'target');
  const probe = fields(report['probe'], 'probe');
  const loop = fields(report['loop'], 'loop');
  const delay = (name: string) => orNull(figure)(loop[name], `loop.${name}`);
  return {
    target: {
      nodeVersion: orNull(text)(target['nodeVersion'], 'target.nodeVersion'),
      durationMs: orNull(figure)(target['durationMs'], 'target.durationMs'),
    },
    probe: { armed: truth(probe['armed'], 'probe.armed'), mode: word(probe['mode'], 'probe.mode') },
    loop: {
      p50Ms: delay('p50Ms'),
      p99Ms: delay('p99Ms'),
      maxMs: delay('maxMs'),
      utilization: delay('utilization'),
      sampler: word(loop['sampler'], 'loop.sampler'),
      blockedMs: figure(loop['blockedMs'], 'loop.blockedMs'),
    },
    thresholdMs: figure(report['thresholdMs'], 'thresholdMs'),
    stalls: listOf(stall)(report['stalls'], 'stalls'),
    culprits: listOf(culprit)(report['culprits'], 'culprits'),
    suppressed: listOf(suppression)(report['suppressed'], 'suppressed'),
    problems: listOf(text)(report['problems'] ?? [], 'problems'),
  };
}
