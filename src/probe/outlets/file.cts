/** Rewrites a file with the figures in Prometheus' format now and then, for the textfile collector of node_exporter. */
import fs = require('node:fs');

import type { Outlet, OutletDeps } from './outlet.cjs';

import prometheus = require('../../metrics/prometheus.cjs');

const { lstatSync, statSync, renameSync, rmSync, writeFileSync } = fs;

/** Scrapers read it about as often. */
const EVERY_MS = 15_000;

/** Errors that say: this folder takes no new file. The file itself may still be written to. */
const CLOSED_FOLDER: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Somebody else's name for why the file is left alone. */
class Refusal extends Error {}

function openFile(file: string, { figures, tellOnce }: Pick<OutletDeps, 'figures' | 'tellOnce'>, pid: number): Outlet {
  const beside = `${file}.${pid}.tmp`;
  let nextMs = 0;
  /** Of the file that we put there; another one means that somebody else writes it too. */
  let inode: number | null = null;
  let isOthers = false;

  /** Into a file beside it, which then takes its place: who reads it meanwhile sees the old text or the new. */
  function replace(text: string): void {
    try {
      writeFileSync(beside, text);
      const { ino } = statSync(beside);
      renameSync(beside, file);
      inode = ino;
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }

  function write(text: string): void {
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there !== undefined && inode !== null && there.ino !== inode) {
      isOthers = true;
      throw new Refusal('another process writes it too, so this one leaves it alone');
    }
    const target = there?.isSymbolicLink() === true ? statSync(file) : there;
    // To write to a pipe may wait for its reader for ever.
    if (target !== undefined && !target.isFile()) throw new Refusal('it is no regular file');
    try {
      if (there?.isSymbolicLink() === true) writeFileSync(file, text);
      else replace(text);
    } catch (error) {
      if (there === undefined || !CLOSED_FOLDER.has((error as NodeJS.ErrnoException).code)) throw error;
      writeFileSync(file, text);
      tellOnce('in place', `The folder of ${file} takes no new file: the metrics are written into the file as it is.`);
    }
  }

  function writeSafely(): void {
    if (isOthers) return;
    try {
      write(prometheus.prometheusText(figures()));
    } catch (error) {
      const why =
        error instanceof Refusal ? error.message : `${(error as NodeJS.ErrnoException).code}; it is tried again`;
      tellOnce('no file', `The metrics could not be written to ${file} (${why}).`);
    }
  }

  return {
    tick(now) {
      if (now < nextMs) return;
      nextMs = now + EVERY_MS;
      writeSafely();
    },
    wantsTurns: () => false,
    // A short life has its figures too.
    close: writeSafely,
  };
}

export = { openFile };
