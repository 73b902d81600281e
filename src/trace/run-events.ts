/** What the launcher tells of a run, and what is found out after it; all of it in the run's own file. */
import type { Checksums, TraceFormat, TraceVersion } from './version.js';

/** First line of the launcher's own file (`run.ndjson`), one a run. */
export interface LaunchEvent {
  readonly type: 'launch';
  readonly format: TraceFormat;
  readonly version: TraceVersion;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly originNs: string;
  readonly originWallMs: number;
  readonly thresholdMs: number;
  /** Files or names of worker threads that were declared to compute; left out where none was. */
  readonly cpuWorkers?: readonly string[];
  /** Patterns of the user's were taken out of the run's files; left out where there were none. */
  readonly redacted?: true;
  readonly loopcheckVersion: string;
  /** The process was not launched but attached to, when it had been running for so long. */
  readonly attachedAfterMs?: number;
  /** As in the header. */
  readonly checksums?: Checksums;
}

/** The launched process exists. */
export interface SpawnedEvent {
  readonly type: 'spawned';
  readonly atNs: number;
  readonly pid: number;
}

/** The launched process has ended; or, where one was attached to, it was let go (`stoppedBy`). */
export interface ExitedEvent {
  readonly type: 'exited';
  readonly atNs: number;
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why loopcheck itself had it stopped, if it did; `load`: what ran against it was done. */
  readonly stoppedBy: 'duration' | 'interrupt' | 'load' | null;
  /** How long it took to end after loopcheck, or Ctrl-C, had asked it to. */
  readonly graceNs?: number;
}

/** A package that frames of the run lie in: what its package.json said after the run, unless it was changed since. */
export interface PackageEvent {
  readonly type: 'package';
  /** Absolute path of the folder that holds the package.json. */
  readonly folder: string;
  /** Its own name, which may differ from its folder's. */
  readonly name: string;
  readonly version: string;
}

/** A process of the run without `end` that was still there when the launched one had ended. */
export interface SurvivorEvent {
  readonly type: 'survivor';
  readonly pid: number;
  /** As in `mapped`. */
  readonly armedNs: number | null;
}

/** What became of the load that the run was asked to start at the first `listen`; not there where none was asked for. */
export interface LoadEvent {
  readonly type: 'load';
  /** When the target had ended, and so had the load. */
  readonly atNs: number;
  readonly command: string;
  /** The first port that the target listened on; null where it never did. */
  readonly port: number | null;
  /** `ended`: by itself. `stopped`: it still ran when the target ended. `never-began`: there was no port. */
  readonly outcome: 'ended' | 'stopped' | 'never-began';
  /** Of a load that ended by itself; null where a signal ended it, or it could not be started. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The system's code for a command that could not be started. */
  readonly error: string | null;
}

/**
 * Where a frame lies in what its author wrote, found after the run. The frame itself keeps the position that ran. This
 * and the two that follow stand in the run's own file.
 */
export interface MappedEvent {
  readonly type: 'mapped';
  readonly pid: number;
  /** `atNs` of the process's `armed` event, null where it has none: a pid can come again within a run. */
  readonly armedNs: number | null;
  /** Id of the frame in that process. */
  readonly frame: number;
  /** Absolute path, or a name where the source lies in no file. */
  readonly url: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The function's name in the source; left out where it is the frame's, or not known. */
  readonly function?: string;
  /** The source as the map names it; left out where that is `url`. */
  readonly source?: string;
  /**
   * `ignored`: the map lists the source as not the author's own, or it is the bundler's. `helper`: no source has this
   * code, a tool added it; `url`, `line` and `column` are then the frame's own.
   */
  readonly role?: 'ignored' | 'helper';
}

/** The text of a source that frames were mapped to, for each process whose frames are there. As `source` otherwise. */
export interface OriginalEvent {
  readonly type: 'original';
  /** As in `mapped`. */
  readonly url: string;
  readonly startLine: number;
  readonly whole: boolean;
  readonly text: string;
  readonly encoding?: 'deflate';
}

/** A file announced a source map that could not be used. */
export interface UnmappedEvent {
  readonly type: 'unmapped';
  /** Absolute path of the file, or the name of code that lies in none. */
  readonly file: string;
  /** Why, in one sentence for people. */
  readonly reason: string;
}

export type MappingEvent = MappedEvent | OriginalEvent | UnmappedEvent;
/** What is found out after the run, and added to its own file. */
export type LaterEvent = MappingEvent | PackageEvent | SurvivorEvent;
export type RunEvent = LaunchEvent | SpawnedEvent | ExitedEvent | LoadEvent | LaterEvent;
