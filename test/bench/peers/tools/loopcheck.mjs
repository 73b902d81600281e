import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { variants } from '../../variants.mjs';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const bin = join(root, 'bin', 'loopcheck.js');
/** Causes outside of the program, which with no line named accuse nobody. */
const MACHINE_KINDS = ['cpu-starved', 'suspended'];

const probe = variants.find((variant) => variant.name === 'probe');

export const loopcheck = {
  name: 'loopcheck',
  about: 'loopcheck --format json app.js',
  version: () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  packages: {},
  claims: {
    stalls: true,
    lines: true,
    kinds: ['sync-call', 'sleep-loop', 'regex', 'json', 'cpu', 'gc', 'module-load', 'microtask-flood', 'native'],
    startup: true,
    workers: true,
    short: true,
  },
  stopsItself: true,
  start: ({ node, nodeArgs, script, folder, duration }) => {
    const options = [`--format=json=${join(folder, 'report.json')}`, '--trace', join(folder, 'trace')];
    const target = nodeArgs.length > 0 ? ['--', node, ...nodeArgs, script] : [script];
    return { command: [node, bin, ...options, ...(duration ? ['--duration', duration] : []), ...target], env: {} };
  },
  findings: ({ folder }) => {
    const file = join(folder, 'report.json');
    if (!existsSync(file)) return [];
    return JSON.parse(readFileSync(file, 'utf8')).stalls.map(findingOf);
  },
  overhead: { about: 'the probe in the target', command: probe.command },
};

function findingOf(stall) {
  const { kind, api } = stall.cause;
  return {
    startMs: stall.startMs,
    durationMs: stall.durationMs,
    file: stall.location?.file ?? null,
    line: stall.location?.line ?? null,
    kinds: [kind],
    accuses: !(MACHINE_KINDS.includes(kind) && stall.location === null),
    said: api === null ? kind : `${kind} ${api}`,
  };
}
