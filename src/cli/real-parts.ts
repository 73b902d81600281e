import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { probePath } from '../launch/probe-path.js';
import { PACKAGE_FOLDER } from '../package/folder.js';
import { TERMINAL } from './outputs.js';
import type { Parts } from './parts.js';

/** The parts as they are in earnest. */
export const realParts: Parts = {
  launch: async () => {
    const { launch } = await import('../launch/launch.js');
    return (command, options) => launch(command, options);
  },
  startLoad: async () => (await import('../launch/load.js')).startLoad,
  readTrace: async () => (await import('./read-mapped.js')).readMapped,
  analysis: async () => {
    const [{ diagnose }, { judge }, { compose }] = await Promise.all([
      import('../analyze/diagnose.js'),
      import('../gate/judge.js'),
      import('../report/compose.js'),
    ]);
    return { diagnose, judge, compose };
  },
  formats: async (wanted) =>
    wanted?.every((name) => name === TERMINAL)
      ? { terminal: (await import('../report/terminal/render.js')).terminal }
      : (await import('../report/formats.js')).formats,
  probePath,
  version: readVersion,
  monotonicNs: process.hrtime.bigint,
  wallMs: Date.now,
  yieldCpu,
};

/** loopcheck's own version, from its package. */
export function readVersion(): string {
  const text = readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function yieldCpu(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here: then both get what the system gives.
  }
}
