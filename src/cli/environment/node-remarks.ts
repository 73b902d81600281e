import type { Machine, Permissions } from './machine.js';
import { isSupported, lackingIn } from './node-differences.js';
import { findConflicts } from './node-options.js';
import type { Remark } from './remark.js';

type Facts = Pick<Machine, 'nodeVersion' | 'hasTypeScript' | 'hasInspector' | 'permissions' | 'nodeOptions' | 'trial'>;

/** What Node itself helps or hinders. */
export function nodeRemarks(machine: Facts): Remark[] {
  return [
    trial(machine),
    node(machine),
    typescript(machine),
    permission(machine),
    inspector(machine),
    ...options(machine),
  ];
}

function trial({ trial: made }: Facts): Remark {
  const line = { id: 'trial', what: 'trial run' } as const;
  if (typeof made === 'string')
    return { ...line, value: 'failed', effect: 'stops', meaning: `A small program could not be watched: ${made}` };
  if (!made.armed)
    return {
      ...line,
      value: 'not armed',
      effect: 'stops',
      meaning:
        `The probe of a small program saw nothing, so every run would end with exit code 3. ${made.blind.join(' ')}`.trim(),
    };
  if (made.blind.length > 0)
    return { ...line, value: 'armed, in part', effect: 'hinders', meaning: made.blind.join(' ') };
  return { ...line, value: 'armed', effect: 'helps', meaning: 'A small program was watched, and all eyes were open.' };
}

function node({ nodeVersion }: Facts): Remark {
  const line = { id: 'node', what: 'Node', value: nodeVersion } as const;
  if (!isSupported(nodeVersion))
    return { ...line, effect: 'stops', meaning: 'It is too old: loopcheck needs Node 20 or later.' };
  const lacking = lackingIn(nodeVersion);
  return lacking.length === 0
    ? { ...line, effect: 'helps', meaning: 'It has all that loopcheck can use.' }
    : { ...line, effect: 'neutral', meaning: `A later one has more: ${lacking.join('; ')}.` };
}

function typescript({ hasTypeScript }: Facts): Remark {
  return {
    id: 'typescript',
    what: 'TypeScript',
    value: hasTypeScript ? 'stripped by Node' : 'not by itself',
    effect: hasTypeScript ? 'helps' : 'neutral',
    meaning: hasTypeScript
      ? 'loopcheck app.ts runs as it is.'
      : 'loopcheck app.ts takes the tsx of your project, or the flag of Node that strips types where it has one.',
  };
}

function forbidden({ worker, inspector: mayInspect, child, fsWrite }: Permissions): readonly string[] {
  return [
    ...(worker ? [] : ['--allow-worker']),
    ...(mayInspect ? [] : ['the inspector']),
    ...(child ? [] : ['--allow-child-process']),
    ...(fsWrite ? [] : ['--allow-fs-write']),
  ];
}

function permission({ permissions }: Facts): Remark {
  const line = { id: 'permission', what: 'permission model' } as const;
  if (permissions === null)
    return {
      ...line,
      value: 'off',
      effect: 'helps',
      meaning: 'Worker threads, the inspector and files are not restricted.',
    };
  const missing = forbidden(permissions);
  if (missing.length === 0)
    return {
      ...line,
      value: 'on, all allowed',
      effect: 'helps',
      meaning: 'Nothing that loopcheck needs is forbidden.',
    };
  return {
    ...line,
    value: `on, without ${missing.join(', ')}`,
    effect: 'hinders',
    meaning:
      'A target under it keeps its own books, without stacks, where worker threads or the inspector are missing, and leaves no data where it may not write.',
  };
}

function inspector({ hasInspector }: Facts): Remark {
  return {
    id: 'inspector',
    what: 'inspector',
    value: hasInspector ? 'there' : 'missing',
    effect: hasInspector ? 'helps' : 'hinders',
    meaning: hasInspector
      ? 'A blocked thread can be asked for its stack.'
      : 'This Node was built without it: lengths and timed calls are known, lines of other code are not.',
  };
}

function options({ nodeOptions }: Facts): Remark[] {
  const conflicts = findConflicts(nodeOptions);
  if (conflicts.length === 0) {
    const value = nodeOptions.length === 0 ? 'not set' : nodeOptions.join(' ');
    return [
      { id: 'node-options', what: 'NODE_OPTIONS', value, effect: 'helps', meaning: 'Nothing in it gets in the way.' },
    ];
  }
  return conflicts.map(([option, meaning]) => ({
    id: 'node-options',
    what: 'NODE_OPTIONS',
    value: option,
    effect: 'hinders',
    meaning,
  }));
}
