import { type Capture, importedHeader } from './capture.js';
import { fileTexts } from './file-texts.js';
import { LENGTH_UNKNOWN, MOMENT_MS, momentEvents, noFigures, placeOfLine } from './snapshot.js';
import { type Place, StackBook } from './stack-book.js';

interface Raw {
  readonly header: Readonly<Record<string, unknown>>;
  readonly javascriptStack?: unknown;
}

/** Whether a JSON value is a diagnostic report of Node's. */
export function isNodeReport(value: unknown): value is Raw {
  const header = (value as { header?: unknown } | null)?.header;
  return typeof header === 'object' && header !== null && 'reportVersion' in header;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A frame that is of the program, and not Node's own. */
function isForeign({ url }: Place): boolean {
  return !url.startsWith('node:');
}

/** Makes a trace of a diagnostic report: the moment in which it was written, with what ran then. */
export function importNodeReport(raw: Raw, file: string): Capture {
  const { header } = raw;
  const lines = (raw.javascriptStack as { stack?: unknown } | undefined)?.stack;
  const places = (Array.isArray(lines) ? lines : []).flatMap((line) => placeOfLine(String(line)) ?? []);
  // Of the report's own writing it is known that it ran.
  const own = places.slice(Math.max(0, places.findIndex(isForeign)));
  const isHeld = own.some(isForeign);
  const book = new StackBook();
  const moment = isHeld ? momentEvents({ stall: 1, atNs: 0 }, own, book) : [];
  const command = Array.isArray(header['commandLine']) ? header['commandLine'].map(String) : [];
  const facts = {
    pid: numberOf(header['processId']),
    nodeVersion: textOf(header['nodejsVersion']),
    platform: textOf(header['platform']),
    arch: textOf(header['arch']),
    cwd: textOf(header['cwd']),
    title: command.slice(1).find((word) => !word.startsWith('-')),
    originWallMs: numberOf(header['dumpEventTimeStamp']),
    thresholdMs: MOMENT_MS,
  };
  const unknown = unknowns(isHeld, textOf(header['trigger']) ?? textOf(header['event']) ?? 'unknown');
  return {
    processes: [
      [
        importedHeader(facts, { format: 'node-report', coversLoop: false, unknown }, file),
        { type: 'mark', name: 'running', atNs: 0 },
        ...book.events,
        ...moment,
        noFigures(MOMENT_MS * 1e6),
        ...(isHeld ? fileTexts(own) : []),
      ],
    ],
    problems: [],
  };
}

function unknowns(isHeld: boolean, trigger: string): string[] {
  const intro = `Imported from a diagnostic report (${trigger}), which is one moment:`;
  if (!isHeld)
    return [`${intro} none of the program's code ran in it, and of the loop's life before it tells nothing.`];
  return [
    `${intro} ${LENGTH_UNKNOWN}`,
    'Imported from a diagnostic report: its stack is what ran when it was asked for; whether that held the loop for long can not be told.',
  ];
}
