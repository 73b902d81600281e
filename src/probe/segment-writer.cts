/**
 * The flight recorder: a process's trace in segments, of which the oldest go when the limit on its disk is reached. A
 * disk that refuses, a file that was renamed or deleted cost events at most, which are counted and told.
 */
import fs = require('node:fs');
import path = require('node:path');

import type { ProcessEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { ProbeConfig, RecorderConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import folders = require('../folders/make-folder.cjs');
import redactions = require('../redaction/redact.cjs');
import lines = require('./line.cjs');
import standings = require('./standing.cjs');

/** As Node made them: see the trace writer. */
const { closeSync, fstatSync, openSync, statSync, unlinkSync, writeSync } = fs;

/** Segments that share the limit: what goes at once is an eighth of what is there. */
const SEGMENTS = 8;
/** Within a stall a segment may grow to this many times its size before it is ended all the same. */
const STALL_PART = 1.5;
/** Kept in memory while the disk refuses; older lines go first. */
const MAX_WAITING_BYTES = 1 << 20;

/** Health and stalls; what was seen besides holds messages of errors and the like, which stay in the process. */
const RECORDED: ReadonlySet<ProcessEvent['type']> = new Set([
  'header',
  'armed',
  'eye',
  'note',
  'thread',
  'mark',
  'frame',
  'stack',
  'stall-open',
  'sample',
  'stall-grow',
  'stall-close',
  'call',
  'gc',
  'queued',
  'health',
  'source',
  'source-map',
  'lost',
  'end',
]);

interface Waiting {
  readonly text: string;
  readonly event: ProcessEvent;
}

interface Open {
  readonly fd: number;
  readonly file: string;
  readonly inode: number;
}

interface Kept {
  readonly file: string;
  readonly bytes: number;
}

/** How far apart two neighbouring numbers are at a time, ns: whole numbers are exact up to 2^53. */
function resolutionAt(atNs: number): number {
  return atNs < 2 ** 53 ? 1 : 2 ** (Math.floor(Math.log2(atNs)) - 52);
}

/** A writer as the trace writer's; `startBooksAnew` is called when numbers of frames written so far mean nothing any more. */
function makeSegmentWriter(
  config: Pick<ProbeConfig, 'dir' | 'originWallMs' | 'redact'>,
  recorder: RecorderConfig,
  pid: number,
  startBooksAnew: () => void,
) {
  const { dir } = config;
  const segmentBytes = Math.floor(recorder.maxDiskBytes / SEGMENTS);
  // In a container each life of a service has the same pid: the time of its start tells them apart.
  const life = `${pid}-${Math.max(0, Math.round(config.originWallMs)).toString(36)}`;
  const redacted = redactions.makeRedactor(config.redact ?? []);
  let of = life;
  let lives = 1;
  const standing = standings.makeStanding();
  const older: Kept[] = [];
  let open: Open | null = null;
  let number = 0;
  let bytes = 0;
  /** Frames that later lines of this segment lean on: repeated where its file is taken away. */
  let definitions: string[] = [];
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let lostEvents = 0;
  let untold = 0;
  let reason = '';
  let torn = false;

  const lineOf = (event: object) => lines.lineOf(redacted(event));

  function drop(count: number, why: string): void {
    lostEvents += count;
    untold += count;
    reason = why;
    startBooksAnew();
  }

  function forget(kept: Pick<Kept, 'file'>): void {
    try {
      unlinkSync(kept.file);
    } catch {
      // Gone already, or not to be had: it is not ours any more.
    }
  }

  /** Lets old segments go until `wanted` more bytes fit. */
  function makeRoom(wanted: number): void {
    let total = bytes + older.reduce((sum, kept) => sum + kept.bytes, 0);
    while (older.length > 0 && total + wanted > recorder.maxDiskBytes) {
      const oldest = older.shift() as Kept;
      forget(oldest);
      total -= oldest.bytes;
    }
  }

  function endSegment(): void {
    if (open === null) return;
    closeSync(open.fd);
    older.push({ file: open.file, bytes });
    open = null;
    bytes = 0;
  }

  /** The first lines of the next segment. */
  function preamble(atNs: number): string {
    const segment = { of, number: number + 1, resolutionNs: resolutionAt(atNs) };
    const header = lineOf({ ...standing.header, segment });
    return [header, ...definitions, ...standing.rest().map(lineOf)].join('');
  }

  function openSegment(folder: string): Open {
    folders.makeFolder(folder, folders.PRIVATE);
    const file = path.join(folder, `${of}.${String(number + 1).padStart(8, '0')}.ndjson`);
    const fd = openSync(file, 'ax', 0o600);
    return { fd, file, inode: fstatSync(fd).ino };
  }

  /** Somebody renamed or deleted the file: what is written to it now nobody would find. */
  function isTaken({ file, inode }: Open): boolean {
    try {
      return statSync(file).ino !== inode;
    } catch {
      return true;
    }
  }

  function append(fd: number, text: string): void {
    const whole = Buffer.from(text);
    const written = writeSync(fd, whole);
    bytes += written;
    if (written < whole.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC', written });
  }

  function leaveFile({ fd }: Open): void {
    closeSync(fd);
    open = null;
    bytes = 0;
  }

  /** Opens the next segment with its first lines in it; where they do not fit there is no segment. */
  function begin(folder: string, text: string): Open {
    const made = openSegment(folder);
    try {
      append(made.fd, text);
    } catch (error) {
      leaveFile(made);
      forget(made);
      throw Object.assign(error as Error, { written: 0 });
    }
    number += 1;
    return made;
  }

  function writeAll(folder: string, atNs: number): void {
    if (open !== null && isTaken(open)) leaveFile(open);
    let text = waiting.map((line) => line.text).join('');
    if (untold > 0) text = lineOf({ type: 'lost', atNs, events: untold, reason }) + text;
    const before = open === null ? preamble(atNs) : torn ? '\n' : '';
    text = before + text;
    makeRoom(Buffer.byteLength(text));
    if (open === null) open = begin(folder, text);
    else append(open.fd, text);
    torn = false;
    untold = 0;
    for (const { event, text: line } of waiting) {
      standing.note(event);
      if (event.type === 'frame' || event.type === 'stack') definitions.push(line);
    }
    waiting = [];
    waitingBytes = 0;
    if (bytes >= segmentBytes * (standing.isInStall ? STALL_PART : 1)) {
      endSegment();
      definitions = [];
      startBooksAnew();
    }
  }

  return {
    get lostEvents() {
      return lostEvents;
    },
    /** The files of the segments that are there, oldest first. */
    files: () => [...older.map((kept) => kept.file), ...(open === null ? [] : [open.file])],
    /** What the segments have in common in their names. */
    get of() {
      return of;
    },
    add(event: ProcessEvent): number {
      if (dir === null || !RECORDED.has(event.type)) return 0;
      if (event.type === 'header') {
        standing.note(event);
        return 0;
      }
      const text = lineOf(event);
      waiting.push({ text, event });
      waitingBytes += text.length;
      while (waitingBytes > MAX_WAITING_BYTES && waiting.length > 1) {
        const { text: oldest, event: lost } = waiting.shift() as Waiting;
        waitingBytes -= oldest.length;
        standing.note(lost);
        drop(1, reason || 'the trace could not be written fast enough');
      }
      return text.length;
    },
    flush(atNs: number): void {
      if (dir === null || standing.header === null || waiting.length === 0) return;
      try {
        writeAll(dir, atNs);
      } catch (error) {
        const { code, written = 0 } = error as NodeJS.ErrnoException & { written?: number };
        reason = `the trace could not be written (${code ?? 'unknown error'})`;
        // Another life of this pid that began in the same millisecond has the name.
        if (code === 'EEXIST') of = `${life}-${++lives}`;
        if (written === 0) return;
        // Part of it is there; the rest of this batch is lost, and the next begins on a line of its own.
        torn = true;
        for (const { event } of waiting) standing.note(event);
        drop(waiting.length, reason);
        waiting = [];
        waitingBytes = 0;
      }
    },
  };
}

export = { makeSegmentWriter, resolutionAt };
