import type { DeepEvent } from './deep.js';
import type {
  ArmedEvent,
  EndEvent,
  EyeEvent,
  FrameEvent,
  GcEvent,
  HeaderEvent,
  HealthEvent,
  LostEvent,
  MarkEvent,
  NoteEvent,
  SourceEvent,
  SourceMapEvent,
  ThreadEvent,
} from './events.js';
import type { ObservedEvent } from './observed.js';
import type { ExitedEvent, LaunchEvent, LoadEvent, MappedEvent, PackageEvent } from './run-events.js';
import type {
  CallEvent,
  QueuedEvent,
  SampleEvent,
  StallCloseEvent,
  StallGrowEvent,
  StallOpenEvent,
} from './stall-events.js';

/** A stall as the monitor saw it: opened, looked at, and closed if there was time for that. */
export interface RawStall {
  readonly open: StallOpenEvent;
  readonly samples: readonly SampleEvent[];
  /** The last sign that it still lasted. */
  readonly lastGrow: StallGrowEvent | null;
  /** Null where the process was killed, or is still running. */
  readonly close: StallCloseEvent | null;
}

/** Stalls of one thread that were let go, the shorter ones of a trace with too many. In the order in which they went. */
export interface DroppedStalls {
  readonly threadId: number;
  /** ns of the process's clock, a stall each. */
  readonly startsNs: readonly number[];
  readonly durationsNs: readonly number[];
}

/** All that one process wrote, in the order of writing. */
export interface ProcessTrace {
  readonly header: HeaderEvent;
  readonly armed: ArmedEvent | null;
  readonly shutEyes: readonly EyeEvent[];
  readonly threads: readonly ThreadEvent[];
  readonly marks: readonly MarkEvent[];
  /** By frame id. */
  readonly frames: ReadonlyMap<number, FrameEvent>;
  /** By node id: the calling node and the frame. */
  readonly stacks: ReadonlyMap<number, { readonly parent: number; readonly frame: number }>;
  /** In the order of opening. */
  readonly stalls: readonly RawStall[];
  /** Stalls that are not among them; left out where all are. */
  dropped?: readonly DroppedStalls[];
  readonly calls: readonly CallEvent[];
  readonly gcs: readonly GcEvent[];
  readonly queued: readonly QueuedEvent[];
  readonly health: readonly HealthEvent[];
  /** Texts of files that ran, and of the sources that frames were mapped to. */
  readonly sources: readonly SourceEvent[];
  /** Maps of code in memory, by the `url` of its frames; of several the latest. */
  readonly sourceMaps: ReadonlyMap<string, SourceMapEvent>;
  /** Where frames lie in their author's source, by frame id. */
  readonly mapped: ReadonlyMap<number, MappedEvent>;
  /** What was seen besides stalls, in the order of writing. */
  readonly observed: readonly ObservedEvent[];
  /** What `--deep` saw, in the order of writing. */
  readonly deep: readonly DeepEvent[];
  readonly lost: readonly LostEvent[];
  /** What the recording says of itself; left out where it says nothing. */
  notes?: readonly NoteEvent[];
  readonly end: EndEvent | null;
  /** It was still there when the launched process had ended. */
  readonly survived: boolean;
  /** `atNs` of the latest event of any type. */
  readonly lastSeenNs: number;
}

/** What the launcher wrote of a run. */
export interface RunTrace {
  readonly launch: LaunchEvent;
  readonly pid: number | null;
  readonly exited: ExitedEvent | null;
  /** Null where none was asked for, or the launcher did not live to tell. */
  readonly load: LoadEvent | null;
}

/** What to know of a reading: a file, or a part of one, that could not be read, as a rule. `message` is one sentence for people. */
export interface TraceProblem {
  readonly file: string;
  readonly message: string;
  /** Left out for what was damaged or is missing. `choice`: which of several runs this is. `note`: how it was recorded or read. */
  readonly kind?: 'choice' | 'note';
}

/** A run as read back: the processes in the order of their start. */
export interface Trace {
  /** Null where only a process's own file was given. */
  readonly run: RunTrace | null;
  readonly processes: readonly ProcessTrace[];
  /** What is known of packages, by their folders. */
  readonly packages: ReadonlyMap<string, PackageEvent>;
  readonly problems: readonly TraceProblem[];
}
