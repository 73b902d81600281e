/** The first line of a process's trace. */
import type { HeaderEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { MonitorData } from './messages.cjs';

import application = require('./application.cjs');
import ancestors = require('./ancestors.cjs');
import layout = require('./shared.cjs');

/** What `loopcheck attach` saw from outside, if anything, is number 0. */
const AFTER_ARRIVAL = { of: layout.ATTACHED, number: 1, resolutionNs: 1 };

/** What is known of this process before anything has happened. */
function headerOf({ config, header }: Pick<MonitorData, 'config' | 'header'>): HeaderEvent {
  const { title, script, cores } = header;
  const { originNs, originWallMs, thresholdMs, mode, loopcheckVersion, parentThreadId, attached } = config;
  return {
    type: 'header',
    format: 'loopcheck-trace',
    version: 1,
    pid: process.pid,
    parentPid: process.ppid,
    ...(parentThreadId === undefined ? {} : { parentThreadId }),
    ancestors: ancestors.ancestorsOf(process.ppid),
    title,
    script,
    nodeVersion: process.version,
    platform: process.platform,
    arch: process.arch,
    cwd: process.cwd(),
    ...application.applicationOf(script ?? process.cwd(), header),
    cores,
    originNs,
    originWallMs,
    thresholdMs,
    pulseMs: layout.PULSE_MS,
    mode,
    loopcheckVersion,
    checksums: 'crc32',
    ...(attached === undefined ? {} : { attachedAfterMs: attached.afterMs, segment: AFTER_ARRIVAL }),
  };
}

export = { headerOf };
