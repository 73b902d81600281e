/**
 * Appends events to the process's trace file. Runs on the monitor's thread; a full or read-only disk costs events, never
 * an exception, and is told as soon as there is room again.
 */
import fs = require('node:fs');
import path = require('node:path');

import type { ProcessEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import folders = require('../folders/make-folder.cjs');
import redactions = require('../redaction/redact.cjs');
import lines = require('./line.cjs');

/** As Node made them: a process that has no thread to spare writes from the thread of the target, which may replace them. */
const { openSync, writeSync } = fs;

/** Kept in memory while the disk refuses; older lines go first. */
const MAX_WAITING_BYTES = 1 << 20;

interface Writer {
  /** Queues an event. Returns its size in bytes. */
  add(event: ProcessEvent): number;
  /** Writes what is queued. */
  flush(atNs: number): void;
  readonly lostEvents: number;
}

function openTrace(config: ProbeConfig, pid: number, atMs: number): { fd: number; sharedFile: boolean } | null {
  try {
    if (config.file !== null) return { fd: openSync(config.file, 'a', 0o600), sharedFile: true };
    const dir = config.dir ?? '.';
    folders.makeFolder(dir, folders.PRIVATE);
    // A pid can come again within a run: the start time tells them apart.
    const name = `${pid}-${Math.max(0, Math.round(atMs)).toString(36)}.ndjson`;
    return {
      fd: openSync(path.join(dir, name), 'a', 0o600),
      sharedFile: false,
    };
  } catch {
    return null;
  }
}

/** A writer for this process's trace; events are lost, and counted, where the file can't be opened. */
function makeWriter(config: ProbeConfig, pid: number, atMs: number): Writer {
  const target = openTrace(config, pid, atMs);
  const redacted = redactions.makeRedactor(config.redact ?? []);
  const of = lines.lineOf({ type: 'of', pid });
  let waiting: string[] = [];
  let waitingBytes = 0;
  let lostEvents = 0;
  let untold = 0;
  let reason = '';
  let torn = false;

  function drop(count: number, why: string): void {
    lostEvents += count;
    untold += count;
    reason = why;
  }

  return {
    get lostEvents() {
      return lostEvents;
    },
    add(event) {
      const line = lines.lineOf(redacted(event));
      waiting.push(line);
      waitingBytes += line.length;
      while (waitingBytes > MAX_WAITING_BYTES && waiting.length > 1) {
        waitingBytes -= (waiting.shift() as string).length;
        drop(1, reason || 'the trace could not be written fast enough');
      }
      return line.length;
    },
    flush(atNs) {
      if (waiting.length === 0) return;
      if (target === null) {
        drop(waiting.length, 'the trace file could not be opened');
        waiting = [];
        waitingBytes = 0;
        return;
      }
      let text = waiting.join('');
      if (untold > 0) text = lines.lineOf({ type: 'lost', atNs, events: untold, reason }) + text;
      if (target.sharedFile) text = of + text;
      if (torn) text = `\n${text}`;
      try {
        const bytes = Buffer.from(text);
        const written = writeSync(target.fd, bytes);
        if (written < bytes.length)
          throw Object.assign(new Error('short write'), {
            code: 'ENOSPC',
            written,
          });
        torn = false;
        untold = 0;
        waiting = [];
        waitingBytes = 0;
      } catch (error) {
        const { code, written } = error as NodeJS.ErrnoException & {
          written?: number;
        };
        reason = `the trace could not be written (${code ?? 'unknown error'})`;
        if (written !== undefined && written > 0) {
          // Part of it is there; the rest of this batch is lost, the next one begins on a line of its own.
          torn = true;
          drop(waiting.length, reason);
          waiting = [];
          waitingBytes = 0;
        }
      }
    },
  };
}

export = { makeWriter };
