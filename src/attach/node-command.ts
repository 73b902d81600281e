import { basename } from 'node:path';

/** Whether an executable's path is that of Node itself: another program may do anything at a SIGUSR1. */
export function isNode(executable: string): boolean {
  // Linux marks one that was replaced on the disk since it was started, as an update does.
  return /^(?:node|nodejs)(?:[-.]?\d[\w.-]*)?$/.test(basename(executable.replace(/ \(deleted\)$/, '')));
}

/** Options of Node that take the next word for their value. */
const WITH_VALUE = new Set([
  ...['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file'],
  ...['--env-file-if-exists', '--input-type', '--icu-data-dir', '--openssl-config', '--title', '--watch-path'],
  ...['--inspect-port', '--debug-port', '--redirect-warnings', '--trace-event-categories', '--stack-trace-limit'],
]);

/** The script among the words of a Node's command line; null for a REPL, `-e` and the like. */
export function scriptOf([, ...words]: readonly string[]): string | null {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (/^(?:-e|-p|-pe|--eval|--print)$/.test(word)) return null;
    if (WITH_VALUE.has(word)) index += 1;
    else if (!word.startsWith('-') || word === '-') return word === '-' ? null : word;
  }
  return null;
}

/** Where a Node opens its inspector unless told otherwise. */
export const INSPECTOR_PORT = 9229;

/** What a Node's options say of its inspector. */
export interface InspectorOptions {
  /** It was opened at the start. */
  readonly isOpen: boolean;
  /** The port that it is opened on; 0 for any that is free. */
  readonly port: number;
}

const INSPECT = /^--inspect(?:-brk|-wait|-brk-node)?(?:=(.*))?$/;
const PORT = /^--(?:inspect|debug)-port(?:=(.*))?$/;

/** Reads them from the words of a command line, or of `NODE_OPTIONS`; what stands last counts. */
export function inspectorOptions(words: readonly string[]): InspectorOptions {
  let isOpen = false;
  let port = INSPECTOR_PORT;
  words.forEach((word, index) => {
    const inspect = INSPECT.exec(word);
    const named = PORT.exec(word);
    isOpen ||= inspect !== null;
    const place = inspect?.[1] ?? (named === null ? undefined : (named[1] ?? words[index + 1]));
    const found = /(?:^|:)(\d+)$/.exec(place ?? '')?.[1];
    if (found !== undefined) port = Number(found);
  });
  return { isOpen, port };
}
