/** Reads the stack of an error as V8 writes it. Runs on the monitor's thread. */
import path = require('node:path');

import type { RawFrame, RawStack } from './messages.cjs';

/** Calls that the probe has wrapped lead through its own files. */
const OWN_FOLDER = `${__dirname}${path.sep}`;

const LINE =
  /^\s+at (async )?(?:(.*?) \()?((?:file:\/\/|node:|[A-Za-z]:[\\/]|\/|<anonymous>)[^()]*?)(?::(\d+):(\d+))?\)?$/;

function frameOf(line: string): RawFrame | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, isAsync, name = '', url = '', row, column] = match;
  const plain = name
    .replace(/^new /, '')
    .replace(/ \[as .*\]$/, '')
    .replace(/^Object\.(?=<anonymous>$)/, '');
  const named = plain === '<anonymous>' ? '' : plain.replace(/^Object\./, '');
  return [
    named,
    url === '<anonymous>' ? '' : url,
    Number(row ?? 0),
    Number(column ?? 0),
    isAsync === undefined ? '' : 'a',
    '',
  ];
}

/** The frames of the text but the probe's own, innermost first; empty where it has none. */
function parseStack(text: string): RawStack {
  return text
    .split('\n')
    .map(frameOf)
    .filter((frame) => frame !== null)
    .filter(([, url]) => !url.startsWith(OWN_FOLDER));
}

export = { parseStack };
