import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HeaderEvent } from '../../src/trace/events.js';
import type { LaunchEvent } from '../../src/trace/run-events.js';
import type { StallCloseEvent } from '../../src/trace/stall-events.js';

/** A header as a probe on Linux writes it; `change` says what the test is about. */
export function header(change: Partial<HeaderEvent> = {}): HeaderEvent {
  return {
    type: 'header',
    format: 'loopcheck-trace',
    version: 1,
    pid: 100,
    parentPid: 1,
    title: 'app.js',
    script: '/app/app.js',
    nodeVersion: 'v20.20.2',
    platform: 'linux',
    arch: 'x64',
    cwd: '/app',
    cores: 2,
    originNs: '1000',
    originWallMs: 0,
    thresholdMs: 50,
    pulseMs: 20,
    mode: 'default',
    loopcheckVersion: '0.1.0',
    ...change,
  };
}

/** A launcher's first line. */
export function launched(change: Partial<LaunchEvent> = {}): LaunchEvent {
  return {
    type: 'launch',
    format: 'loopcheck-trace',
    version: 1,
    command: ['node', 'app.js'],
    cwd: '/app',
    originNs: '1000',
    originWallMs: 0,
    thresholdMs: 50,
    loopcheckVersion: '0.1.0',
    ...change,
  };
}

/** The probe was in, 1 ms after the process's beginning, and all its eyes were shut. */
export const armed = { type: 'armed', atNs: 1e6, setupNs: 1, eyes: [] };

/** The end of a stall, from `startNs` to `endNs`. */
export function closed(change: Partial<StallCloseEvent> = {}): StallCloseEvent {
  return {
    type: 'stall-close',
    stall: 1,
    startNs: 100,
    endNs: 300,
    ended: 'turn',
    cpuNs: null,
    runQueueNs: null,
    gcNs: null,
    monitorLateNs: 0,
    calls: [],
    timedSpanNs: 0,
    droppedSamples: 0,
    ...change,
  };
}

/** Events as the lines of a file. */
export function ndjson(...events: readonly object[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** A new folder for one test, gone after it. Its name has a space, which no code should mind. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loopcheck test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file in a new folder and gives its path. */
export async function fileWith(text: string | Buffer, name = '100.ndjson'): Promise<string> {
  const file = join(await scratch(), name);
  await writeFile(file, text);
  return file;
}
