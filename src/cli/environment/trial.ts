import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCliError } from '../errors.js';
import type { CliProcess } from '../host.js';
import { runOptions } from '../options.js';
import type { Parts } from '../parts.js';
import { record } from '../record.js';
import type { Machine } from './machine.js';

/** Long enough for the probe to prove that it sees. */
const PROGRAM = 'setTimeout(() => {}, 100)';
/** Longer than it takes on a busy machine; whatever keeps it from ending shall not keep us. */
const LIMIT_MS = 20_000;

/**
 * Runs a small program under the probe, as any other, and asks what the probe could see. A sentence where it could not
 * be run at all.
 */
export async function makeTrial(host: CliProcess, parts: Parts): Promise<Machine['trial']> {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'loopcheck-trial-'));
    const options = runOptions({ trace: folder, quiet: true, duration: LIMIT_MS });
    const target = { kind: 'command', command: host.execPath, args: ['-e', PROGRAM] } as const;
    const { trace } = await record({ kind: 'run', options, target, nodeOptions: [] }, host, parts);
    const { probeInfo } = await import('../../analyze/probe-info.js');
    const { armed, blind, blindToDetail } = probeInfo(trace);
    return { armed, blind: blind.filter((sentence) => !blindToDetail.includes(sentence)) };
  } catch (error) {
    if (isCliError(error)) return error.message;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return message;
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}
