/**
 * Every default by which the analysis decides, each with its reason. Times that come from the trace are ns, so these are
 * in ms and are turned where they are used.
 */

/** ns in a ms. */
export const NS_PER_MS = 1e6;

/**
 * A pause of the loop at least this long is a stall. Half of the tenth of a second that people take for "at once"
 * (RAIL, https://web.dev/articles/rail), which leaves the other half to everything else that a request needs.
 */
export const STALL_MS = 50;

/** A cause must explain at least this share of a stall to be called certain; below it the confidence falls. */
export const DOMINANT_SHARE = 0.5;

/** The descent into a callee goes on while the callee explains this much of the stall: about a third. */
export const DESCEND_SHARE_OF_STALL = 0.34;

/** ... or this much of its caller's time, so that the hot half of a small phase is still followed. */
export const DESCEND_SHARE_OF_CALLER = 0.55;

/** A line that holds less than this of its function's time does not stand for it; the loop round it may. */
export const LINE_STANDS_OUT = 0.4;

/** The allocating line of a collection-bound stall is named when this share of the looks agrees. */
export const GC_LINE_AGREES = 0.5;

/** A full collection over this share of a stall is the stall. */
export const LONG_COLLECTION_SHARE = 0.8;

/** An answer takes up to 1 ms where the thread runs JavaScript; beyond this much more it was in native code. */
export const LATE_ANSWER_MS = 5;

/** Lateness that waiting for a core does not explain, of the time with a core: less of it is scheduling, not native code. */
export const LATE_BEYOND_WAITING = 0.3;

/** Time off the core counts as waiting for one only beside this share of it that the system itself reports as waiting. */
export const REPORTED_WAITING_SHARE = 0.25;

/** A scheduler gives a ready thread its turn within tens of ms; whoever is silent for longer is not just waiting for it. */
export const LONG_SILENCE_MS = 120;

/** A suspended process: the monitor overslept nearly the whole stall. */
export const SUSPENDED_LATE_SHARE = 0.75;

/** ... and the thread neither computed nor wished to for more than this share of it. */
export const SUSPENDED_BUSY_SHARE = 0.25;

/** A flood of callbacks: this share of the looks found that other callbacks had gone by since the look before. */
export const FLOOD_SHARE = 0.25;

/** ... and at least this many did: one or two continuations in a row are an ordinary async function. */
export const FLOOD_MIN_TURNS = 3;

/** Looks that found the queue itself at work, between two callbacks: twice is no chance. */
export const FLOOD_MIN_BETWEEN = 2;

/** With so few looks that the minimum can't be met, more than half of the time must have turned. */
export const FLOOD_SHARE_OF_FEW = 0.6;

/** ... and one look proves nothing: one continuation after another is no flood. */
export const FLOOD_MIN_OF_FEW = 2;

/** Node's own JavaScript as the innermost frame in this share of the time is a built-in at work, not the user's code. */
export const BUILTIN_SHARE = 0.6;

/** So much of the time under the user's line in a built-in, or in Node with nobody's line: the rest is chance. */
export const ALL_NODES_SHARE = 0.9;

/** Answers to the first requests come within this of them: what is set up for both is one first use. */
export const FIRST_USE_MS = 500;

/** Functions of the same file that the search for a native call looks into. */
export const NATIVE_SEARCH_DEPTH = 3;

/** Slices of the run in the lag line, and the shortest of them: finer than a health line is noise. */
export const LAG_SLICES = 120;
export const LAG_SLICE_MS = 250;

/**
 * What a picture of the run is drawn from: points of all its loops, which share them, collections (the longest), and
 * marks. A hundred thousand points are a second each over a day, and as much as a browser moves smoothly.
 */
export const COURSE_POINTS = 100_000;
export const TIMELINE_COLLECTIONS = 2000;
export const TIMELINE_MARKS = 500;

/** Below it a cause is only what was left over, and no ground for an alarm where no line was seen either. */
export const UNPROVEN_CONFIDENCE = 0.4;

/** Someone notices a wait from here on: PITFALLS' line between harm and none. */
export const HARM_MS = 100;

/** Synchronous startup that an orchestrator or a developer waits for: a quarter of a second. */
export const BLOCKED_STARTUP_MS = 250;

/** Collection that takes a quarter of the thread leaves users a quarter slower. */
export const GC_PRESSURE_SHARE = 0.25;

/** ... seen for at least this long, so that one collection is no pressure. */
export const GC_PRESSURE_SPAN_MS = 1000;

/** A child's last lines come within a moment of its parent's end; who goes on for longer was left behind. */
export const OUTLIVES_MS = 500;

/**
 * A process gives a sign of life every second, and every three after its first minute; one that vanished was there for up
 * to this much longer.
 */
export function lifeSignMs(livedMs: number): number {
  return livedMs < 60_000 ? 1500 : 3500;
}

/** Percentiles of a loop that tells of itself only now and then count where it told of most of its life. */
export const KNOWN_LIFE_SHARE = 0.9;

/** Operations of one place at once: more than any peer, pool or descriptor limit gains from. */
export const CROWD_COUNT = 200;

/** A job that waits for a thread of the pool as long as this makes somebody notice. */
export const POOL_WAIT_MS = 100;

/** A loop that is busy for more of the wait than this holds the jobs up itself. */
export const POOL_LOOP_BUSY_SHARE = 0.5;

/** Jobs for each thread of the pool from which on they form a queue, and not just a full house. */
export const POOL_QUEUE_JOBS = 3;

/** A monitor that was late for more of the wait than this tells of the machine, not of the pool. */
export const POOL_LATE_SHARE = 0.5;

/** One after the other: so many that it is a habit, ... */
export const SEQUENTIAL_COUNT = 10;

/** ... and so long in all that doing them together would be felt. */
export const SEQUENTIAL_MS = 300;

/** Of that time the loop must have had nothing else to do, or doing them together gains nothing. */
export const SEQUENTIAL_IDLE_SHARE = 0.25;

/** From here on it is worth a warning: a second is what a visitor waits for a page. */
export const SEQUENTIAL_WARNING_MS = 1000;

/** No byte for so long, and nothing set to end the waiting. */
export const MISSING_TIMEOUT_MS = 2000;

/** Writes against the stream's wish: fewer are a last line or two. */
export const UNHEEDED_WRITES = 100;

/** ... and as much held in memory: megabytes a client, or so many times what the stream asked for. */
export const UNHEEDED_BYTES = 8 * 1024 * 1024;
export const UNHEEDED_MARKS = 16;

/** Alive for so long after the last thing it did: a person at a prompt notices that. */
export const LEFTOVER_MS = 1000;

/** Timers, or connections, that only ever became more: so many were forgotten, ... */
export const PILE_COUNT = 20;

/** ... in so many steps, not at one go, ... */
export const PILE_STEPS = 3;

/** ... of which the largest may be a program's own start: so many came besides. */
export const PILE_BESIDES = 10;

/** What others hold open, and grew by this share of that, is what they belong to. */
export const PILE_CONNECTED_SHARE = 0.5;

/** One promise that nobody takes up is one error that nobody hears of. */
export const FLOATING_COUNT = 1;

/** One await that never goes on is work that is never done. */
export const NEVER_SETTLED_COUNT = 1;

/** A busy server runs some thousand tasks a second; a hundred thousand is a task for each step. */
export const CHURN_PER_SECOND = 100_000;

/** ... and it matters when the scheduling is the larger part of the CPU time. */
export const CHURN_SHARE = 0.5;

/** Two or three callbacks within each other read well; at five the code has left the page to the right. */
export const PYRAMID_DEPTH = 5;

/** What an empty task costs is measured in rounds too short for a collection; collecting its promises adds about this. */
export const TASK_WITH_GARBAGE = 1.3;

/** In a crowd, promise jobs that are let pass still run half of the hooks: this part of what following one costs. */
export const UNFOLLOWED_COST = 0.4;
