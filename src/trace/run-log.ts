import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEvent } from './run-events.js';
import { sealedLine } from './seal.js';

/** Where the launcher tells of the run as it goes. */
export interface RunLog {
  /** Appends one line. A disk that is full or gone must not disturb the target, so a failure is kept, not thrown. */
  readonly write: (event: RunEvent) => void;
  readonly close: () => void;
  /** The first failure to write, null while all went well. */
  readonly failure: () => string | null;
}

/**
 * Opens `file` for appending; throws the system's error where that is impossible. Each line is one write with
 * O_APPEND, so that the target's processes can append to the same file.
 */
export function openRunLog(file: string): RunLog {
  const descriptor = openSync(file, 'a', 0o600);
  let failure: string | null = null;
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      failure ??= (error as NodeJS.ErrnoException).code ?? String(error);
    }
  };
  return {
    write: (event) => attempt(() => writeSync(descriptor, sealedLine(event))),
    close: () => attempt(() => closeSync(descriptor)),
    failure: () => failure,
  };
}
