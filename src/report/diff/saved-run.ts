import type { CauseKind, StackFrame } from '../../analyze/diagnosis.js';
import {
  fields,
  figure,
  listOf,
  location,
  moment,
  orNull,
  type Read,
  text,
  truth,
  word,
} from '../../gate/saved/fields.js';
import type { ShownCulprit, ShownRun, ShownStall } from '../html/run-data.js';

const cause: Read<{ kind: CauseKind; api: string | null }> = (value, path) => {
  const one = fields(value, path);
  // A kind that a later loopcheck adds is drawn like any other.
  return { kind: word(one['kind'], `${path}.kind`) as CauseKind, api: orNull(text)(one['api'], `${path}.api`) };
};

const ORIGINS = ['app', 'dep', 'node'] as const;

const frame: Read<StackFrame> = (value, path) => {
  const one = fields(value, path);
  const origin = ORIGINS.find((known) => known === one['origin']) ?? 'app';
  const share = figure(one['share'], `${path}.share`);
  const isAsync = truth(one['async'] ?? false, `${path}.async`);
  const label = orNull(text)(one['package'] ?? null, `${path}.package`);
  return { ...location(value, path), share, origin, package: label, async: isAsync };
};

const stall: Read<ShownStall> = (value, path) => {
  const one = fields(value, path);
  const at = (name: string) => `${path}.${name}`;
  const number = (name: string) => figure(one[name], at(name));
  const known = (name: string) => orNull(figure)(one[name], at(name));
  const delayed = fields(one['delayed'], at('delayed'));
  const trigger = one['trigger'] === null ? null : fields(one['trigger'], at('trigger'));
  const why = fields(one['cause'], at('cause'));
  return {
    id: number('id'),
    process: number('process'),
    threadId: number('threadId'),
    startMs: moment(one['startMs'], at('startMs')),
    durationMs: number('durationMs'),
    ongoing: truth(one['ongoing'], at('ongoing')),
    cause: {
      ...cause(why, at('cause')),
      confidence: figure(why['confidence'], at('cause.confidence')),
      evidence: text(why['evidence'], at('cause.evidence')),
      pattern: orNull(text)(why['pattern'] ?? null, at('cause.pattern')),
    },
    location: orNull(location)(one['location'], at('location')),
    stack: listOf(frame)(one['stack'], at('stack')),
    trigger:
      trigger === null
        ? null
        : { type: text(trigger['type'], at('trigger.type')), label: text(trigger['label'], at('trigger.label')) },
    delayed: {
      timers: orNull(figure)(delayed['timers'], at('delayed.timers')),
      requests: orNull(figure)(delayed['requests'], at('delayed.requests')),
    },
    cpuMs: known('cpuMs'),
    gcMs: known('gcMs'),
    runQueueMs: known('runQueueMs'),
  };
};

const trigger: Read<ShownCulprit['triggers'][number]> = (value, path) => {
  const one = fields(value, path);
  const number = (name: string) => figure(one[name], `${path}.${name}`);
  return {
    type: text(one['type'], `${path}.type`),
    label: text(one['label'], `${path}.label`),
    count: number('count'),
    totalMs: number('totalMs'),
    minMs: number('minMs'),
    medianMs: number('medianMs'),
    maxMs: number('maxMs'),
  };
};

const culprit: Read<Omit<ShownCulprit, 'why'>> = (value, path) => {
  const one = fields(value, path);
  const string = (name: string) => text(one[name], `${path}.${name}`);
  const number = (name: string) => figure(one[name], `${path}.${name}`);
  return {
    fingerprint: string('fingerprint'),
    location: orNull(location)(one['location'], `${path}.location`),
    cause: cause(one['cause'], `${path}.cause`),
    count: number('count'),
    totalMs: number('totalMs'),
    worstMs: number('worstMs'),
    stallIds: listOf(figure)(one['stallIds'], `${path}.stallIds`),
    triggers: listOf(trigger)(one['triggers'] ?? [], `${path}.triggers`),
    package: orNull(text)(one['package'] ?? null, `${path}.package`),
    title: string('title'),
    message: string('message'),
    fix: string('fix'),
    docs: string('docs'),
  };
};

const loop: Read<ShownRun['processes'][number]> = (value, path) => {
  const one = fields(value, path);
  const number = (name: string) => figure(one[name], `${path}.${name}`);
  return {
    process: number('process'),
    pid: number('pid'),
    threadId: number('threadId'),
    title: text(one['title'], `${path}.title`),
    startMs: orNull(moment)(one['startMs'] ?? null, `${path}.startMs`),
    endMs: orNull(moment)(one['endMs'] ?? null, `${path}.endMs`),
  };
};

/**
 * What a page shows of a saved JSON report, from parsed JSON of anybody's making that calls itself one: neither source
 * text nor the course of the loop is in it. Throws a TypeError whose message is a clause: what is wrong with it.
 */
export function readSavedRun(json: unknown): ShownRun {
  const report = fields(json, 'content');
  const target = fields(report['target'], 'target');
  const stalls = listOf(stall)(report['stalls'], 'stalls');
  const byId = new Map(stalls.map((one) => [one.id, one]));
  const culprits = listOf(culprit)(report['culprits'], 'culprits').map((one): ShownCulprit => {
    const own = one.stallIds.flatMap((id) => byId.get(id) ?? []);
    const worst = own.toSorted((a, b) => b.durationMs - a.durationMs)[0];
    return { ...one, why: worst?.cause.evidence ?? '' };
  });
  return {
    target: { durationMs: orNull(figure)(target['durationMs'], 'target.durationMs') },
    thresholdMs: figure(report['thresholdMs'], 'thresholdMs'),
    processes: listOf(loop)(report['processes'], 'processes'),
    stalls,
    culprits,
    timeline: { courses: [], collections: [], marks: [] },
    sources: new Map(),
  };
}
