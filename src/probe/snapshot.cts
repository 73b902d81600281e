/** Puts a copy of the recorder's segments aside, when a signal or a file asks for it. */
import fs = require('node:fs');
import path = require('node:path');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };

import folders = require('../folders/make-folder.cjs');
import layout = require('./shared.cjs');

const { copyFileSync, existsSync, rmSync, unlinkSync, chmodSync } = fs;
const { WORD } = layout;

/** Where snapshots lie, in the recorder's folder: one a process, the newest. */
const FOLDER = 'snapshots';

interface Source {
  readonly of: string;
  files(): readonly string[];
}

function take(dir: string, source: Source): void {
  const folder = path.join(dir, FOLDER, source.of);
  rmSync(folder, { recursive: true, force: true });
  folders.makeFolder(folder, folders.PRIVATE);
  for (const file of source.files()) {
    const copy = path.join(folder, path.basename(file));
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
  }
}

/** Looks whether one is asked for, and takes it. A disk that refuses costs the snapshot, nothing else. */
function takeIfAsked({ dir, recorder }: ProbeConfig, words: Int32Array, source: Source): void {
  const file = recorder?.snapshotFile ?? null;
  try {
    const isAsked = Atomics.exchange(words, WORD.SNAPSHOT, 0) === 1;
    const isFiled = file !== null && existsSync(file);
    if (dir === null || (!isAsked && !isFiled)) return;
    take(dir, source);
    // Taken away when it is done: whoever asked sees by that that the snapshot is there.
    if (isFiled) unlinkSync(file);
  } catch {
    // The next round tries again where a file asks.
  }
}

export = { takeIfAsked };
