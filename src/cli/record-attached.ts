import { randomBytes } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STALL_MS } from '../analyze/thresholds.js';
import { checkPlatform, checkProcess } from '../attach/check-process.js';
import { chooseProcess } from '../attach/choose-process.js';
import { attachHeader } from '../attach/header.js';
import type { RawStack } from '../attach/in-target.js';
import { type Proc, procOf } from '../attach/proc.js';
import { isAttachError, refuse } from '../attach/refusal.js';
import { type Visit, visit } from '../attach/visit.js';
import type { ProbeConfig } from '../trace/probe-config.js';
import type { ExitedEvent, LaunchEvent } from '../trace/run-events.js';
import { TRACE_FORMAT, TRACE_VERSION } from '../trace/version.js';
import { type AttachSigns, attachSigns, begins, ends } from './attach-signs.js';
import { refusalSentence, stillIn, stillOpen, stuckAt, watching } from './attach-words.js';
import { type Departure, waitForDeparture } from './departure.js';
import { errors } from './errors.js';
import { follow } from './follow.js';
import { type CliProcess, say } from './host.js';
import type { AttachOptions, Invocation } from './invocation.js';
import { startLive } from './live.js';
import type { Parts } from './parts.js';
import { displayPath } from './paths.js';
import { type Recording, readBack } from './record.js';
import { nameRun, prepareTracePlace, type TracePlace } from './trace-place.js';

export type Attach = Extract<Invocation, { kind: 'attach' }>;

/** Another visit may have the port of the inspector for a moment. */
const PORT_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 100;
/** What is watched from the moment that the probe is in, or sees that the loop stands still: a while after that it counts. */
const ARMED_WITHIN_MS = 5000;
/** A process in a long call into the system closes its inspector when that is over. */
const CLOSES_WITHIN_MS = 5000;

/**
 * Attaches to a process, watches it until it ends or is let go, and reads what was seen. Throws a `CliError` where it
 * can't be attached to; the process is then as it was.
 */
export async function recordAttached({ options, wanted }: Attach, host: CliProcess, parts: Parts): Promise<Recording> {
  try {
    checkPlatform(process.platform);
    const proc = procOf(chooseProcess(wanted));
    const status = await checkPatiently(proc);
    const runName = nameRun(new Date(parts.wallMs()), randomBytes(2).toString('hex'));
    const place = prepareTracePlace(options.trace, host.cwd(), runName);
    handOver(place, status.uid, status.gid);
    const watched = await watchAttached(proc, options, place, host, parts);
    const trace = await readBack(place, watched, await parts.readTrace());
    return { trace, path: displayPath(place.path, host.cwd()), watched };
  } catch (error) {
    throw isAttachError(error) ? errors.cannotAttach(refusalSentence(error.refusal)) : error;
  }
}

async function checkPatiently(proc: Proc) {
  const system = {
    platform: process.platform,
    self: procOf('self'),
    probe: (pid: number) => void process.kill(pid, 0),
  };
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    try {
      return checkProcess(proc, system).status;
    } catch (error) {
      const mayPass = isAttachError(error) && error.refusal.why === 'port-taken' && waitedMs < PORT_WITHIN_MS;
      if (!mayPass) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** The process writes its trace itself: where root looks at another user's, the place has to be that user's. */
function handOver({ path }: TracePlace, uid: number, gid: number): void {
  if (process.getuid?.() !== 0 || uid === 0) return;
  chownSync(path, uid, gid);
}

async function watchAttached(
  proc: Proc,
  options: AttachOptions,
  place: TracePlace,
  host: CliProcess,
  parts: Parts,
): Promise<Recording['watched']> {
  const { pid } = proc;
  const leash = place.dir === null ? `${place.path}.attached` : join(place.dir, 'attached');
  let visited: Visit | null = null;
  let leaving: Promise<void> = Promise.resolve();
  const leave = () => {
    if (visited !== null) leaving = visited.leave();
    visited = null;
  };
  const departure = waitForDeparture(proc);
  try {
    // Before there is one port more: that of the inspector.
    const ports = portsOf(proc);
    visited = await visit(proc);
    const { facts } = visited;
    const launched: LaunchEvent = {
      type: 'launch',
      format: TRACE_FORMAT,
      version: TRACE_VERSION,
      // Arguments may hold secrets, and whoever attaches did not write them.
      command: ['node', ...(facts.script === null ? [] : [facts.script])],
      cwd: facts.cwd,
      originNs: String(parts.monotonicNs()),
      originWallMs: parts.wallMs(),
      thresholdMs: options.thresholdMs ?? STALL_MS,
      ...(options.cpuWorkers.length === 0 ? {} : { cpuWorkers: options.cpuWorkers }),
      loopcheckVersion: parts.version(),
      attachedAfterMs: facts.uptimeMs,
    };
    const startClock = () => departure.startClock(options.durationMs);
    setTimeout(startClock, ARMED_WITHIN_MS).unref();
    const atNs = () => Number(parts.monotonicNs() - BigInt(launched.originNs));
    place.log.write(launched);
    place.log.write({ type: 'spawned', atNs: atNs(), pid });
    writeFileSync(leash, `${process.pid}\n`);
    const config = configOf(place, launched, leash, ports, parts.probePath());
    const live = startLive(host, atNs, options.detail === 'quiet');
    const unfollow = follow(place, live.follower === null ? [] : [live.follower]);
    const signs = attachSigns(place);
    try {
      const tell = (sentence: string) => options.detail !== 'quiet' && say(host, `loopcheck: ${sentence}`);
      const header = attachHeader(facts, proc, config);
      const onStuck = (stack: RawStack) => {
        startClock();
        tell(stuckAt(pid, stack, host.cwd()));
      };
      const isIn = await visited.arm(config, header, departure.signal, onStuck);
      leave();
      startClock();
      parts.yieldCpu();
      if (isIn) {
        if (!(await begins(signs))) throw refuse({ why: 'no-trace', pid, path: displayPath(place.path, host.cwd()) });
        tell(watching(pid, header.title));
      }
      const how = await departure.happened;
      const leftNs = atNs();
      rmSync(leash, { force: true });
      const hasLeft = how === 'gone' || !isIn || (await ends(signs, departure.insisted));
      live.stop();
      if (!hasLeft) say(host, `loopcheck: ${stillIn(pid)}`);
      const exited = exitedEvent(how, pid, leftNs, signs);
      place.log.write(exited);
      return { launch: launched, pid, exited, load: null };
    } finally {
      unfollow();
      live.stop();
    }
  } catch (error) {
    rmSync(leash, { force: true });
    place.discard();
    throw error;
  } finally {
    leave();
    departure.stop();
    const isClosed = await Promise.race([leaving.then(() => true), sleep(CLOSES_WITHIN_MS, false, { ref: false })]);
    if (!isClosed) say(host, `loopcheck: ${stillOpen(pid)}`);
    place.log.close();
  }
}

/** The ports that the process listens on. */
function portsOf(proc: Proc): readonly number[] {
  const own = proc.listening().filter(({ isOwn }) => isOwn);
  return [...new Set(own.map(({ port }) => port))];
}

function configOf(
  place: TracePlace,
  launched: LaunchEvent,
  leash: string,
  ports: readonly number[],
  preload: string,
): ProbeConfig {
  const { originNs, originWallMs, thresholdMs, loopcheckVersion, attachedAfterMs: afterMs = 0 } = launched;
  return {
    dir: place.dir,
    file: place.file,
    originNs,
    originWallMs,
    thresholdMs,
    mode: 'default',
    loopcheckVersion,
    preload,
    nodeOptions: null,
    attached: { afterMs, leash, ownerPid: process.pid, ports },
  };
}

/** A process that has ended says itself how; one that was killed does not, and nobody else is told. */
function exitedEvent(how: Departure, pid: number, atNs: number, signs: AttachSigns): ExitedEvent {
  signs.look();
  if (how !== 'gone') return { type: 'exited', atNs, pid, exitCode: null, signal: null, stoppedBy: how };
  const { exitCode = null } = signs.end() ?? {};
  return { type: 'exited', atNs, pid, exitCode, signal: null, stoppedBy: null };
}
