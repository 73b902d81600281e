import { createHash } from 'node:crypto';
import type { CauseKind, Location } from './diagnosis.js';
import { steadyPath } from './steady-path.js';

/** Fingerprints that begin alike were made by the same rules: those of docs/fingerprints.md. */
export const FINGERPRINT_VERSION = 1;

/** So many hexadecimal digits that no two culprits of a program share them. */
const DIGITS = 16;

/**
 * What V8 puts before a function's name when it is called on something: `Timeout.load`, `exports.load`. These say how it
 * was called this time, not whose it is, as a class of the program would.
 */
const RECEIVERS =
  /^(?:Timeout|Immediate|Object|Function|Array|Promise|Module|(?:module\.)?exports|process|global(?:This)?|EventEmitter|Server|Socket|TLSSocket|IncomingMessage|ClientRequest|ServerResponse|ReadStream|WriteStream|MessagePort|Worker|FSReqCallback|AsyncResource)\.(?=.)/;

/** What makes a culprit the same one from run to run. */
export interface Identity {
  readonly location: Pick<Location, 'file' | 'function'> | null;
  readonly cause: { readonly kind: CauseKind; readonly api: string | null };
}

/**
 * `1:` and 16 hexadecimal digits, of the file, the function and the cause: no line, since lines move, and no caller, since
 * one line has many. `cwd` is the target's folder.
 */
export function fingerprintOf({ location, cause }: Identity, cwd: string): string {
  // What was loaded is a path or a specifier; other calls are names.
  const api = cause.api !== null && cause.kind === 'module-load' ? steadyPath(cause.api, cwd) : (cause.api ?? '');
  const file = location === null ? '' : steadyPath(location.file, cwd);
  const parts = [file, location?.function.replace(RECEIVERS, '') ?? '', cause.kind, api];
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex');
  return `${FINGERPRINT_VERSION}:${digest.slice(0, DIGITS)}`;
}
