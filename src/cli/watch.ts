import { STALL_MS } from '../analyze/thresholds.js';
import { probeEnvironment } from '../launch/environment.js';
import type { Command } from '../launch/launch.js';
import redactions from '../redaction/redact.cjs';
import type { ProbeConfig } from '../trace/probe-config.js';
import type { ExitedEvent, LaunchEvent } from '../trace/run-events.js';
import type { RunTrace } from '../trace/trace.js';
import { TRACE_FORMAT, TRACE_VERSION } from '../trace/version.js';
import { errors } from './errors.js';
import { follow } from './follow.js';
import type { CliProcess } from './host.js';
import type { Invocation, Target } from './invocation.js';
import { startLive } from './live.js';
import { awaitPort, type OnPort } from './on-port.js';
import type { Parts } from './parts.js';
import type { TracePlace } from './trace-place.js';

export type Run = Extract<Invocation, { kind: 'run' }>;

/** A run that was checked. */
export interface CheckedRun extends Run {
  /** Options of Node that the script needs, before its name. */
  readonly nodeOptions: readonly string[];
}

/** A run whose target has ended. */
export type FinishedRun = RunTrace & { readonly exited: ExitedEvent };

/**
 * Starts the target, waits for its end, and tells of both in the trace. Throws a `CliError` where it could not be started.
 */
export async function watch(run: CheckedRun, place: TracePlace, host: CliProcess, parts: Parts): Promise<FinishedRun> {
  const launch = await parts.launch();
  const redacted = redactions.makeRedactor(run.options.redact);
  const launched = redacted(describe(run, host, parts));
  const atNs = () => Number(parts.monotonicNs() - BigInt(launched.originNs));
  place.log.write(launched);
  const live = startLive(host, atNs, run.options.detail === 'quiet');
  const onPort = await prepareLoad(run.options.onPort, host, parts);
  const followers = [live.follower, onPort?.follower ?? null].filter((one) => one !== null);
  const unfollow = follow(place, followers);
  try {
    const ending = await launch(commandOf(run, place, launched, host, parts), {
      durationMs: run.options.durationMs,
      ...(onPort === null ? {} : { loadDone: onPort.done }),
      onSpawned: (pid) => {
        place.log.write({ type: 'spawned', atNs: atNs(), pid });
        // A load started later would inherit the low priority and press less than it should: it yields first.
        if (onPort === null) parts.yieldCpu();
        // The target has to start up now, and so has the analysis: both are ready sooner side by side.
        void Promise.all([parts.analysis(), parts.formats(run.options.formats.map(({ name }) => name))]).catch(
          () => {},
        );
      },
      onInterrupted: (fromKeyboard) => {
        live.interrupted();
        onPort?.interrupted(fromKeyboard);
      },
    });
    const { graceMs, ...how } = ending;
    const grace = graceMs === undefined ? {} : { graceNs: Math.round(graceMs * 1e6) };
    const exited = { type: 'exited', atNs: atNs(), ...how, ...grace } as const;
    place.log.write(exited);
    live.stop();
    const outcome = (await onPort?.targetEnded()) ?? null;
    const load = outcome === null ? null : redacted({ type: 'load', atNs: atNs(), ...outcome } as const);
    if (load !== null) place.log.write(load);
    return { launch: launched, pid: ending.pid, exited, load };
  } catch (error) {
    place.discard();
    throw unstartable(run.target, error);
  } finally {
    unfollow();
    live.stop();
    place.log.close();
  }
}

/** What is ready to start the load; null where none was asked for. */
async function prepareLoad(command: string | null, host: CliProcess, parts: Parts): Promise<OnPort | null> {
  if (command === null) return null;
  const startLoad = await parts.startLoad();
  return awaitPort(command, (port) => {
    const load = startLoad(command, port, { cwd: host.cwd(), env: host.env });
    parts.yieldCpu();
    return load;
  });
}

function describe({ options, target }: Run, host: CliProcess, parts: Parts): LaunchEvent {
  return {
    type: 'launch',
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    command: target.kind === 'script' ? ['node', target.script, ...target.args] : [target.command, ...target.args],
    cwd: host.cwd(),
    originNs: String(parts.monotonicNs()),
    originWallMs: parts.wallMs(),
    thresholdMs: options.thresholdMs ?? STALL_MS,
    ...(options.cpuWorkers.length === 0 ? {} : { cpuWorkers: options.cpuWorkers }),
    ...(options.redact.length === 0 ? {} : { redacted: true }),
    loopcheckVersion: parts.version(),
    checksums: 'crc32',
  };
}

function commandOf(
  { options, target, nodeOptions }: CheckedRun,
  place: TracePlace,
  { originNs, originWallMs, thresholdMs, loopcheckVersion }: LaunchEvent,
  host: CliProcess,
  parts: Parts,
): Command {
  const config: ProbeConfig = {
    dir: place.dir,
    file: place.file,
    originNs,
    originWallMs,
    thresholdMs,
    mode: options.deep ? 'deep' : 'default',
    loopcheckVersion,
    preload: parts.probePath(),
    nodeOptions: host.env['NODE_OPTIONS'] ?? null,
    ...(options.redact.length === 0 ? {} : { redact: options.redact }),
  };
  const env = probeEnvironment(host.env, config.preload, JSON.stringify(config));
  return target.kind === 'script'
    ? { file: host.execPath, args: [...nodeOptions, target.script, ...target.args], cwd: host.cwd(), env }
    : { file: target.command, args: target.args, cwd: host.cwd(), env };
}

function unstartable(target: Target, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined) return error;
  const name = target.kind === 'script' ? 'node' : target.command;
  return code === 'ENOENT' ? errors.missingCommand(name) : errors.unstartable(name, code);
}
