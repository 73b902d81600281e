/**
 * Source maps of code that exists in memory alone: what tsx, a test runner or a `require` hook compiled. The author's
 * line can't be found later without them, so those of a stall's files go into the trace, right after the stall.
 *
 * Two can know them: Node, which keeps the maps of modules where source maps are on (`--enable-source-maps`, or a tool
 * that turns them on), and, where they are off, the end of the compiled text itself. Of that text only the comment is
 * kept, as a slice that shares the memory of the script's own text.
 */
import fs = require('node:fs');
import nodeModule = require('node:module');
import url = require('node:url');
import vm = require('node:vm');
import zlib = require('node:zlib');

import undo = require('./undo.cjs');

import type { Message, RawStack } from './messages.cjs';

const { apply, construct } = Reflect;
const { defineProperty, keys } = Object;
const { openSync, readSync, fstatSync, closeSync } = fs;
const { stringify } = JSON;

const COMMENT = '//# sourceMappingURL=data:';
/** Where a map's comment is looked for: in so many lines at the end, up to one that is longer than what closes a wrapper. */
const MOST_LAST_LINES = 8;
const MOST_CLOSING_CHARS = 40;
/** Files whose maps are kept at most; of more the latest. */
const MOST_KEPT = 20_000;
/** Maps of more characters are not told: they would be longer than the rest of the trace. */
const MOST_MAP_CHARS = 8 * 1024 * 1024;
/** A file that says at its end where its map is needs nothing more; an own map stands on one long line. */
const TAIL_BYTES = 4096;
/** The pipe of a worker takes so much at a time. */
const PIECE_CHARS = 8 * 1024;

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Tell = (message: Message) => unknown;

/**
 * The data URL of the map with which a text ends, if it holds its own; null for any other. Behind it may come other such
 * comments, and what closes the wrapper that a runner has put the text in.
 */
function inlineMap(code: unknown): string | null {
  if (typeof code !== 'string') return null;
  for (let end = code.length, lines = 0; end > 0 && lines < MOST_LAST_LINES; lines++) {
    const start = code.lastIndexOf('\n', end - 1) + 1;
    if (code.startsWith(COMMENT, start)) return code.slice(start + COMMENT.length - 'data:'.length, end);
    if (end - start > MOST_CLOSING_CHARS && !code.startsWith('//#', start)) return null;
    end = start - 1;
  }
  return null;
}

/** The JSON in a data URL; null where it can't be read. */
function mapIn(dataUrl: string): string | null {
  const comma = dataUrl.indexOf(',');
  const body = dataUrl.slice(comma + 1);
  if (comma === -1 || body.length > MOST_MAP_CHARS) return null;
  try {
    return dataUrl.slice(0, comma).endsWith(';base64')
      ? Buffer.from(body, 'base64').toString('utf8')
      : decodeURIComponent(body);
  } catch {
    return null;
  }
}

/** Data URLs of maps, by the name of the script. */
type Kept = Map<string, string>;

/** The name that a script is given: the option `filename`, or the option itself. */
function nameIn(option: unknown): unknown {
  return typeof option === 'object' && option !== null ? (option as { filename?: unknown }).filename : option;
}

function keep(kept: Kept, code: unknown, name: unknown): void {
  if (undo.state.isOut) return;
  const map = typeof name === 'string' ? inlineMap(code) : null;
  if (map === null) return;
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(name as string, map);
}

/** The same function, which notes its arguments first. */
function noting(original: Callable, note: (args: readonly unknown[]) => void): Callable {
  const noted: Callable = function (this: unknown, ...args: unknown[]): unknown {
    try {
      note(args);
    } catch {
      // A getter of the target's that throws: it will throw again where the target expects it.
    }
    return apply(original, this, args);
  };
  defineProperty(noted, 'name', { value: original.name, configurable: true });
  defineProperty(noted, 'length', { value: original.length, configurable: true });
  return noted;
}

function watchScripts(kept: Kept): void {
  const scripts = vm as unknown as Record<string, Callable>;
  const wrap = (name: string, optionAt: number) => {
    const noted = noting(scripts[name] as Callable, (args) => keep(kept, args[0], nameIn(args[optionAt])));
    undo.putValue(scripts, name, noted);
  };
  wrap('runInThisContext', 1);
  for (const name of ['runInContext', 'runInNewContext', 'compileFunction']) wrap(name, 2);
  const script = new Proxy(vm.Script, {
    construct(target, args: unknown[], newTarget) {
      keep(kept, args[0], nameIn(args[1]));
      return construct(target, args, newTarget) as object;
    },
  });
  undo.putValue(vm, 'Script', script);
}

type Loader = { prototype: { _compile: Callable }; _extensions: Record<string, Callable> };

/**
 * Modules that a `require` hook has translated come to the loader's `_compile`. To wrap that would show in the stack of
 * every error while modules are loaded, so it stays as it is until there is a hook: another function for an ending, or
 * another ending.
 */
function watchLoader(kept: Kept): void {
  const { prototype, _extensions: endings } = nodeModule as unknown as Loader;
  const before = { ...endings };
  const isHooked = () => keys(endings).some((ending) => endings[ending] !== before[ending]);
  const original = prototype._compile;
  const noted = noting(original, (args) => keep(kept, args[0], args[1]));
  undo.put(prototype, '_compile', {
    get: () => (isHooked() ? noted : original),
    set(this: object, value: unknown) {
      defineProperty(this, '_compile', { value, writable: true, configurable: true, enumerable: true });
    },
    configurable: true,
    enumerable: true,
  });
}

/** Notes the maps of what is compiled from text in this thread, from now on. */
function keepInlineMaps(): Kept {
  const kept: Kept = new Map();
  watchScripts(kept);
  watchLoader(kept);
  return kept;
}

function pathOf(fileUrl: string): string {
  return fileUrl.startsWith('file:') ? url.fileURLToPath(fileUrl) : fileUrl;
}

/** The last characters of a file; null where there is none. */
function tailOf(path: string): string | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('latin1').trimEnd();
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** What is on the disk says itself where its map is: at its end, or by a last line that is all map. */
function tellsItsMap(tail: string): boolean {
  return tail.includes('sourceMappingURL=') || (tail.length > TAIL_BYTES / 2 && !tail.includes('\n'));
}

/** The map of the code that ran under this name, if it is in no file; null otherwise. */
function mapOf(fileUrl: string, kept: Kept): string | null {
  const path = pathOf(fileUrl);
  const inline = kept.get(path) ?? kept.get(fileUrl);
  const tail = tailOf(path);
  if (inline !== undefined) return tail?.endsWith(inline.trimEnd().slice(-TAIL_BYTES / 2)) ? null : mapIn(inline);
  if (tail !== null && tellsItsMap(tail)) return null;
  const found = nodeModule.findSourceMap(fileUrl);
  return found === undefined ? null : stringify(found.payload);
}

interface MapTeller {
  /** Takes note of the files on a stall's stack. Runs inside a look: no regular expressions. */
  saw(frames: RawStack): void;
  /** The stall is over: finds the maps of what it saw. */
  afterStall(): void;
  /** At each beat: goes on telling. */
  settle(): void;
}

/** `piecewise`: what is told goes through a worker's pipe, which takes little at a time. */
function makeMapTeller(kept: Kept, tell: Tell, piecewise: boolean): MapTeller {
  const known = new Set<string>();
  let seen: string[] = [];
  let pieces: Message[] = [];

  function post(fileUrl: string, map: string): void {
    if (!piecewise) {
      tell({ m: 'source-map', url: fileUrl, text: map, packed: false, more: false });
      return;
    }
    const packed = zlib.deflateRawSync(map).toString('base64');
    for (let at = 0; at < packed.length; at += PIECE_CHARS) {
      const text = packed.slice(at, at + PIECE_CHARS);
      pieces.push({ m: 'source-map', url: fileUrl, text, packed: true, more: at + PIECE_CHARS < packed.length });
    }
  }

  function settle(): void {
    while (pieces.length > 0 && tell(pieces[0] as Message) !== false) pieces = pieces.slice(1);
  }

  return {
    saw(frames) {
      for (let i = 0; i < frames.length; i++) {
        const name = (frames[i] as RawStack[number])[1];
        if (name === '' || known.has(name) || name.startsWith('node:') || name.includes('/node_modules/')) continue;
        known.add(name);
        seen.push(name);
      }
    },
    afterStall() {
      const names = seen;
      seen = [];
      for (const name of names) {
        try {
          const map = mapOf(name, kept);
          if (map !== null && map.length <= MOST_MAP_CHARS) post(name, map);
        } catch {
          // A map that is damaged, or a name that is no file's: the line is shown as it ran.
        }
      }
      settle();
    },
    settle,
  };
}

export = { keepInlineMaps, makeMapTeller };
