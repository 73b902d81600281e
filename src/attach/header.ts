import { basename } from 'node:path';
import applications from '../probe/application.cjs';
import layout from '../probe/shared.cjs';
import type { HeaderEvent, Segment } from '../trace/events.js';
import type { ProbeConfig } from '../trace/probe-config.js';
import { TRACE_FORMAT, TRACE_VERSION } from '../trace/version.js';
import type { Facts } from './in-target.js';
import type { Proc } from './proc.js';

/** What is seen from outside stands before all that the probe writes itself, as a piece of the same process's trace. */
const FROM_OUTSIDE: Segment = { of: layout.ATTACHED, number: 0, resolutionNs: 1 };

/** The first line of what is told of a process from outside: as the probe itself would write it. */
export function attachHeader(facts: Facts, proc: Pick<Proc, 'environment'>, config: ProbeConfig): HeaderEvent {
  const { pid, parentPid, script, nodeVersion, platform, arch, cwd, cores } = facts;
  const { originNs, originWallMs, thresholdMs, mode, loopcheckVersion, attached } = config;
  const told = (name: string) => proc.environment(name) ?? undefined;
  return {
    type: 'header',
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    pid,
    parentPid,
    title: script === null ? 'node' : basename(script),
    script,
    nodeVersion,
    platform,
    arch,
    cwd,
    ...applications.applicationOf(script ?? cwd, {
      hostname: told('LOOPCHECK_HOSTNAME'),
      appVersion: told('LOOPCHECK_APP_VERSION'),
    }),
    cores,
    originNs,
    originWallMs,
    thresholdMs,
    pulseMs: layout.PULSE_MS,
    mode,
    loopcheckVersion,
    attachedAfterMs: attached?.afterMs ?? 0,
    segment: FROM_OUTSIDE,
  };
}
