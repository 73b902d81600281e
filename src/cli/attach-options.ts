import type { Command } from 'commander';
import type { Wanted } from '../attach/choose-process.js';
import { errors } from './errors.js';
import type { AttachOptions } from './invocation.js';
import { addReportOptions, addTraceOption, type ParsedOptions, reportOptions, valued } from './options.js';
import { MAX_TIMER_MS, parseTime } from './units.js';

interface ParsedAttach extends ParsedOptions {
  readonly port?: number;
}

const MAX_PORT = 65_535;

/** The options of a visit, on top of those of its report. */
export function addAttachOptions(command: Command): Command {
  return addTraceOption(addReportOptions(command))
    .addOption(
      valued('--duration <time>', 'let the process go after this long, and report (default: at Ctrl-C)', (value) =>
        parseTime('--duration', value, { zero: false, maxMs: MAX_TIMER_MS }),
      ),
    )
    .addOption(valued('--port <port>', 'the process that listens on this port', (value) => parsePort('--port', value)));
}

/** What was parsed, as the options of a visit. */
export function attachOptions(parsed: ParsedAttach): AttachOptions {
  return { ...reportOptions(parsed), trace: parsed.trace ?? null, durationMs: parsed.duration ?? null };
}

/** Which process is meant: `4242`, `:3000`, `app.js`, or the port alone. Throws a `CliError` where none was named, or two. */
export function wantedProcess(target: string | null, port: number | null): Wanted {
  if (target !== null && port !== null) throw errors.twoAttachTargets(target);
  if (port !== null) return { by: 'port', port };
  if (target === null || target === '') throw errors.noAttachTarget();
  if (target.startsWith(':')) return { by: 'port', port: parsePort('attach', target.slice(1), target) };
  return /^\d+$/.test(target) ? { by: 'pid', pid: Number(target) } : { by: 'name', name: target };
}

function parsePort(option: string, value: string, asGiven = value): number {
  const port = /^\d+$/.test(value) ? Number(value) : 0;
  if (port < 1 || port > MAX_PORT) throw errors.badAttachTarget(option, asGiven);
  return port;
}
