import { fileURLToPath } from 'node:url';
import type { Place } from './stall.js';

/** `    at name (file:line:column)`, or without a name. */
const FRAME = /^\s*at (?:.*? \()?((?:file:\/\/)?\/?[^()]*?):(\d+):(\d+)\)?$/;

const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/**
 * The place that a line of an error's stack names, without a name: what compilers' maps say of names is often wrong. Null
 * where it is none of the user's own code.
 */
export function placeOf(line: string): Place | null {
  const [, url = '', row = '', column = ''] = FRAME.exec(line) ?? [];
  if (url === '' || url.startsWith('node:')) return null;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (file.includes('/node_modules/') || file.startsWith(OWN_FOLDER)) return null;
  return { file, line: Number(row), column: Number(column), function: '' };
}
