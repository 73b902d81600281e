import { readFileSync, statSync } from 'node:fs';
import type { SourceEvent } from '../../trace/events.js';
import { fileOf } from '../../trace/frame-place.js';
import { type Position, ScriptText } from './script-text.js';

/** Larger files are bundles, whose text would make the trace as large. */
const MAX_SCRIPT_BYTES = 2 * 1024 * 1024;

/** Of the functions of a file that ran, this share must lie where the text says: V8 makes some that no text has. */
const SAME_TEXT_SHARE = 0.8;

/** The scripts of a capture as they lie on this disk, where they are still those that ran. */
export class Scripts {
  readonly #known = new Map<string, ScriptText | null>();
  readonly #texts = new Map<string, string>();
  readonly #changed = new Set<string>();

  /** The script at `url`; null where it is not here, or not as it ran. `functions` are where V8 says that some begin. */
  open(url: string, functions: () => readonly Position[]): ScriptText | null {
    const known = this.#known.get(url);
    if (known !== undefined) return known;
    const script = this.#read(url, functions);
    this.#known.set(url, script);
    return script;
  }

  /** Files that are here, but are not those that ran. */
  get changed(): readonly string[] {
    return [...this.#changed].map(fileOf);
  }

  /** The texts, for code frames. */
  events(): SourceEvent[] {
    return [...this.#texts].map(([url, text]) => ({ type: 'source', url, startLine: 1, whole: true, text }));
  }

  #read(url: string, functions: () => readonly Position[]): ScriptText | null {
    const text = textOf(url);
    if (text === null) return null;
    const script = new ScriptText(text);
    const all = functions();
    const found = all.filter((position) => script.hasFunctionAt(position)).length;
    if (found < SAME_TEXT_SHARE * all.length) {
      this.#changed.add(url);
      return null;
    }
    this.#texts.set(url, text);
    return script;
  }
}

function textOf(url: string): string | null {
  const path = fileOf(url);
  // Names like `node:fs`, `webpack://…` and pages on the web lie on no disk.
  if (/^[a-z][a-z+.-]+:/i.test(path) || path === '') return null;
  try {
    const { size } = statSync(path);
    return size > MAX_SCRIPT_BYTES ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
