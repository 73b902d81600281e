import type { ProcessEvent } from '../../trace/events.js';
import { type Capture, importedHeader } from './capture.js';
import { fileTexts } from './file-texts.js';
import { LENGTH_UNKNOWN, MOMENT_MS, momentEvents, placeOfLine } from './snapshot.js';
import { StackBook } from './stack-book.js';

interface Raw {
  readonly header: Record<string, unknown>;
  readonly javascriptStack?: unknown;
  readonly libuv?: unknown;
  readonly resourceUsage?: unknown;
  readonly javascriptHeap?: unknown;
}

/** Whether a JSON value is a diagnostic report of Node's. */
export function isNodeReport(value: unknown): value is Raw {
  const header = (value as { header?: unknown } | null)?.header;
  return typeof header === 'object' && header !== null && 'reportVersion' in header;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberIn(value: unknown, name: string): number | null {
  const found = (value as Record<string, unknown> | null | undefined)?.[name];
  const number = typeof found === 'string' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Seconds since the process's start: the report tells its CPU time, and which share of its life that is. */
function lifeMs({ resourceUsage }: Raw): number | null {
  const user = numberIn(resourceUsage, 'userCpuSeconds');
  const kernel = numberIn(resourceUsage, 'kernelCpuSeconds');
  const percent = numberIn(resourceUsage, 'cpuConsumptionPercent');
  return user === null || kernel === null || percent === null || percent <= 0
    ? null
    : ((user + kernel) / percent) * 1e5;
}

function idleMs({ libuv }: Raw): number | null {
  const loop = Array.isArray(libuv) ? libuv.find((one) => (one as { type?: unknown }).type === 'loop') : undefined;
  const seconds = numberIn(loop, 'loopIdleTimeSeconds');
  return seconds === null ? null : seconds * 1000;
}

/** Makes a trace of a diagnostic report: one moment of a process, and what it says of the loop's life before. */
export function importNodeReport(raw: Raw, file: string): Capture {
  const { header } = raw;
  const trigger = text(header['trigger']) ?? 'unknown';
  const life = lifeMs(raw);
  const idle = idleMs(raw);
  const atNs = (life ?? 1000) * 1e6;
  const lines = (raw.javascriptStack as { stack?: unknown } | undefined)?.stack;
  const places = (Array.isArray(lines) ? lines : []).flatMap((line) => placeOfLine(String(line)) ?? []);
  const book = new StackBook();
  // A report that the program asked for itself shows who asked, not what blocks.
  const isCaught = trigger === 'Signal' && places.length > 0;
  const moment = isCaught ? momentEvents({ stall: 1, atNs }, places, book) : [];
  const command = Array.isArray(header['commandLine']) ? header['commandLine'].map(String) : [];
  const wallMs = Number(header['dumpEventTimeStamp']);
  const facts = {
    pid: numberIn(header, 'processId') ?? 0,
    nodeVersion: text(header['nodejsVersion']),
    platform: text(header['platform']),
    arch: text(header['arch']),
    cwd: text(header['cwd']),
    title: command.slice(1).find((word) => !word.startsWith('-')),
    originWallMs: Number.isFinite(wallMs) ? wallMs - (life ?? 0) : 0,
    thresholdMs: MOMENT_MS,
  };
  return {
    processes: [
      [
        importedHeader(
          facts,
          { format: 'node-report', coversLoop: false, unknown: unknown(raw, isCaught, trigger) },
          file,
        ),
        { type: 'mark', name: 'running', atNs: 0 },
        ...book.events,
        ...moment,
        ...(life === null || idle === null ? [] : [lifeHealth(life, Math.min(idle, life), raw)]),
        ...(isCaught ? fileTexts(places) : []),
      ],
    ],
    problems: [],
  };
}

function unknown(raw: Raw, isCaught: boolean, trigger: string): string[] {
  const shown = `Imported from a diagnostic report, which is one moment (${trigger}): `;
  const what = isCaught
    ? `${shown}${LENGTH_UNKNOWN}`
    : `${shown}${
        trigger === 'Signal'
          ? 'no JavaScript ran in it, so the loop was not held by any.'
          : 'its stack shows who asked for the report, not what held the loop. Ask by a signal (node --report-on-signal) while it stands still.'
      }`;
  const life = lifeMs(raw) === null || idleMs(raw) === null ? ['How busy the loop had been is not in the report.'] : [];
  return [what, ...life];
}

function lifeHealth(life: number, idle: number, raw: Raw): ProcessEvent {
  return {
    type: 'health',
    atNs: life * 1e6,
    spanNs: life * 1e6,
    delays: [],
    maxDelayNs: 0,
    idleNs: idle * 1e6,
    activeNs: (life - idle) * 1e6,
    cpuNs: null,
    runQueueNs: null,
    gcNs: null,
    gcCount: null,
    heapUsedBytes: numberIn(raw.javascriptHeap, 'usedMemory'),
    maxIterationDelayNs: null,
  };
}
