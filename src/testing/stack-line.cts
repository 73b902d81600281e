import path = require('node:path');
import url = require('node:url');

import type { Place } from './stall.cjs';

/** `    at name (file:line:column)`, or without a name. */
const FRAME = /^\s*at (?:.*? \()?((?:file:\/\/)?\/?[^()]*?):(\d+):(\d+)\)?$/;

const OWN_FOLDER = __dirname + path.sep;

/**
 * The place that a line of an error's stack names, without a name: what compilers' maps say of names is often wrong. Null
 * where it is none of the user's own code.
 */
function placeOf(line: string): Place | null {
  const [, source = '', row = '', column = ''] = FRAME.exec(line) ?? [];
  if (source === '' || source.startsWith('node:')) return null;
  const file = source.startsWith('file:') ? url.fileURLToPath(source) : source;
  if (file.includes('/node_modules/') || file.startsWith(OWN_FOLDER)) return null;
  return { file, line: Number(row), column: Number(column), function: '' };
}

export = { placeOf };
