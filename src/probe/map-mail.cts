/** Puts together the source maps that a loop's thread sends, and makes the trace's lines of them. */

import type { SourceMapEvent } from '../trace/events.js' with { 'resolution-mode': 'import' };
import type { Message } from './messages.cjs';

/** Loaded when it is needed: not every run has anything to pack. */
const zlib = () => require('node:zlib') as typeof import('node:zlib');

type Piece = Extract<Message, { m: 'source-map' }>;

/** Takes the pieces in their order; gives the line once the last one is there. */
function makeMapMail(): (piece: Piece) => readonly SourceMapEvent[] {
  let parts: string[] = [];
  return ({ url, text, packed, more }) => {
    parts.push(text);
    if (more) return [];
    const whole = parts.join('');
    parts = [];
    const map = packed ? whole : zlib().deflateRawSync(whole).toString('base64');
    return [{ type: 'source-map', url, map, encoding: 'deflate' }];
  };
}

export = { makeMapMail };
