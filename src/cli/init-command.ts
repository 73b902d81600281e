import { existsSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { STALL_MS } from '../analyze/thresholds.js';
import type { Trace } from '../trace/trace.js';
import { isTraceError } from '../trace/trace-error.js';
import { configuredTrace } from './config/configured-trace.js';
import { SEARCH_PLACES } from './config/find.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import type { Parts } from './parts.js';
import { TRACE_HOME } from './trace-place.js';

const FILE = 'loopcheck.config.mjs';

/** The newest run in `home`; null where there is none, or it ran another script. */
async function newestRun(home: string, script: string | null, host: CliProcess, parts: Parts): Promise<Trace | null> {
  try {
    const trace = await (await parts.readTrace())(resolve(host.cwd(), home));
    const command = trace.run?.launch.command ?? [];
    const isOther = script !== null && !command.some((word) => basename(word) === basename(script));
    return isOther || trace.processes.length === 0 ? null : trace;
  } catch (error) {
    if (isTraceError(error)) return null;
    throw error;
  }
}

/** `loopcheck init`: writes a configuration to start from, with the newest run's figures. Gives the exit code. */
export async function initCommand(script: string | null, host: CliProcess, parts: Parts): Promise<number> {
  const there = SEARCH_PLACES.find((name) => name !== 'package.json' && existsSync(resolve(host.cwd(), name)));
  if (there !== undefined) throw errors.configExists(there);
  const home = (await configuredTrace(host)) ?? TRACE_HOME;
  const trace = await newestRun(home, script, host, parts);
  if (trace === null) throw errors.noRunToStartFrom(script, home);
  const { diagnose } = await parts.analysis();
  const thresholdMs = trace.run?.launch.thresholdMs ?? STALL_MS;
  const diagnosis = await diagnose(trace, { thresholdMs, blame: 'app', allow: null, cpuWorkers: [], warmupMs: 0 });
  const { starter } = await import('./config/starter.js');
  // `wx`: what came to be there meanwhile is not overwritten either.
  writeFileSync(resolve(host.cwd(), FILE), starter(diagnosis), { flag: 'wx' });
  say(host, `loopcheck: wrote ${FILE} with the figures of the newest run; loopcheck uses it from now on.`);
  return 0;
}
