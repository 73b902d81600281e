import type { Frame } from './frames.js';

/** Asks a question about a stack once: the same few stacks come back in every look. */
function onceAStack(ask: (frames: readonly Frame[]) => boolean): (frames: readonly Frame[]) => boolean {
  const answers = new WeakMap<readonly Frame[], boolean>();
  return (frames) => {
    const known = answers.get(frames);
    if (known !== undefined) return known;
    const answer = ask(frames);
    answers.set(frames, answer);
    return answer;
  };
}

/** Calls that turn data into text or copies of itself. */
const JSON_APIS = new Set([
  'JSON.parse',
  'JSON.stringify',
  'structuredClone',
  'v8.serialize',
  'v8.deserialize',
  'worker_threads.postMessage',
]);

export function isJsonApi(api: string): boolean {
  return JSON_APIS.has(api) || api.endsWith('.postMessage');
}

const LOADER_FILE = /^node:(?:internal\/modules\/(?!run_main)|internal\/source_map|internal\/process\/esm_loader)/;
/** Node's module loader: reading, compiling and linking modules. */
export function isLoader(frame: Frame): boolean {
  return frame.owner === 'node' && LOADER_FILE.test(frame.file) && !isEntryStart(frame);
}

/** Frames with which Node starts the entry itself: below the user's first line, not above it. */
function isEntryStart(frame: Frame): boolean {
  return /(?:^|\.)(?:executeUserEntryPoint|runEntryPointWithESMLoader|evalScript|evalTypeScript)$/.test(frame.name);
}

/**
 * Whether the innermost user frame (or, without one, the whole stack) is waiting for modules: Node's loader stands above
 * it. A user's module whose own body computes is not loading.
 */
export const isInLoader = onceAStack((frames) => {
  for (const frame of frames) {
    if (frame.owner === 'app') return false;
    if (isLoader(frame)) return true;
  }
  return false;
});

const REGEX_BUILTIN =
  /^(?:RegExp\.|String\.(?:match|matchAll|replace|replaceAll|search|split)$|RegExp ?String ?Iterator\.)/;

/** Parts of Node's that run the expressions they are given. */
const RUNS_GIVEN_REGEX = /^node:(?:assert|internal\/(?:assert|deps\/minimatch))/;

/** The innermost frame is a built-in that runs regular expressions, for other code than Node's own. */
export const isRegexLeaf = onceAStack((frames) => {
  const leaf = frames[0];
  if (leaf === undefined || leaf.owner !== 'builtin' || !REGEX_BUILTIN.test(leaf.name)) return false;
  const caller = frames.find(({ owner }) => owner !== 'builtin');
  return caller?.owner !== 'node' || RUNS_GIVEN_REGEX.test(caller.file);
});

/** Node's hand-over of a request or a connection to a server of the user's. */
export function isServerFrame(frame: Frame): boolean {
  return frame.owner === 'node' && /(?:^|\.)(?:parserOnIncoming|onconnection|onServerStream)$/.test(frame.name);
}

/** Whether a server of the user's is among them. */
export const isInServer = onceAStack((frames) => frames.some(isServerFrame));

const TICK_MACHINERY = /(?:^|\.)(?:processTicksAndRejections|runNextTicks|runMicrotasks|runMicrotask)$/;

/**
 * Where Node's `processTicksAndRejections` calls `runMicrotasks()`: a statement of its outer loop, in Node 20 to 26. The
 * callbacks of `process.nextTick` are called from a deeper block of the same function.
 */
const MICROTASKS_COLUMN = 5;

/** Whether the callback that runs was given to `process.nextTick`, by anybody: no promise led to it. */
export const isTickBase = onceAStack((frames) => {
  const onStack = frames.filter((frame) => !frame.isAsync);
  const queue = onStack.slice(onStack.findLastIndex(({ owner }) => owner === 'app') + 1).find(isTickQueue);
  return queue !== undefined && queue.column > MICROTASKS_COLUMN;
});

function isTickQueue({ owner, name }: Frame): boolean {
  return owner === 'node' && name.endsWith('processTicksAndRejections');
}

/** Whether the callback that runs came from the microtask or nextTick queue, and not from the loop itself. */
export const isMicrotaskBase = onceAStack((frames) => {
  const onStack = frames.filter((frame) => !frame.isAsync);
  let last = -1;
  for (const [index, frame] of onStack.entries()) if (frame.owner === 'app') last = index;
  const outer = onStack.slice(last + 1).filter((frame) => frame.owner !== 'builtin');
  return outer.every((frame) => frame.owner === 'dep') || outer.some((frame) => TICK_MACHINERY.test(frame.name));
});

/** Node's own client of HTTP (undici): many requests at once begin by many promises, none of which queues more of itself. */
export function isClientOfNodes({ owner, file }: Frame): boolean {
  return owner === 'node' && file.startsWith('node:internal/deps/');
}

/** Nothing but the queues' own machinery on the stack: one callback has ended and the next has not begun. */
export const isBetweenCallbacks = onceAStack((frames) => {
  const [leaf] = frames;
  if (leaf === undefined || leaf.owner !== 'node' || frames.some((frame) => frame.owner === 'app')) return false;
  return (
    /^node:internal\/(?:process\/task_queues|fixed_queue|async_hooks)$/.test(leaf.file) &&
    frames.some((frame) => TICK_MACHINERY.test(frame.name))
  );
});

/** Node strips types, or loads what it strips them with. */
export const isInTypeStripper = onceAStack((frames) => {
  return frames.some(
    ({ owner, file }) => owner === 'node' && /^node:internal\/(?:modules\/typescript|deps\/amaro)/.test(file),
  );
});

/** ES modules are being linked or evaluated by Node, with or without a suspended `import()` of the user's. */
export const isInModuleJob = onceAStack((frames) => {
  return frames.some((frame) => frame.owner === 'node' && frame.file.startsWith('node:internal/modules/esm/'));
});
