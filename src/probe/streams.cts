/**
 * Times writes to the standard streams, which block where they go to a file, a terminal or a pipe. The streams are made
 * by Node at first use, and are left alone until then.
 */
import calls = require('./calls.cjs');
import undo = require('./undo.cjs');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;

/**
 * What a stream's `write` ends in, and where the time goes. Not `write` itself: programs look whether that of a standard stream
 * is still the one of its class, and write to the file descriptor by themselves where it is (pino).
 */
const BENEATH = ['_write', '_writev'] as const;

type Wrap = ReturnType<typeof calls.wrapCalls>['wrap'];
type Callable = (this: unknown, ...args: unknown[]) => unknown;
type StreamLike = { readonly [key in (typeof BENEATH)[number]]?: Callable };

function timeWrites(stream: StreamLike, key: (typeof BENEATH)[number], api: string, index: number, wrap: Wrap): void {
  const own = getOwnPropertyDescriptor(stream, key);
  const original = stream[key];
  if (typeof original !== 'function') return;
  const value = wrap(original, { api }, index);
  for (const trait of ['name', 'length'] as const) {
    defineProperty(value, trait, { value: original[trait], configurable: true });
  }
  undo.put(stream, key, own ? { ...own, value } : { value, writable: true, configurable: true, enumerable: false });
}

function wrapStream(name: 'stdout' | 'stderr', index: number, wrap: Wrap): void {
  const descriptor = getOwnPropertyDescriptor(process, name);
  const getter = descriptor?.get;
  if (descriptor === undefined || getter === undefined || descriptor.configurable !== true) return;
  let wrapped = false;
  undo.put(process, name, {
    ...descriptor,
    get(this: unknown) {
      const stream = apply(getter, this, []) as StreamLike | undefined;
      if (!wrapped && !undo.state.isOut && typeof stream?._write === 'function') {
        wrapped = true;
        for (const key of BENEATH) timeWrites(stream, key, `process.${name}.write`, index, wrap);
      }
      return stream;
    },
  });
}

/** Wraps `process.stdout.write` and `process.stderr.write` as soon as the target uses them. */
function wrapStreams(wrap: Wrap): void {
  wrapStream('stdout', calls.STDOUT, wrap);
  wrapStream('stderr', calls.STDERR, wrap);
}

export = { wrapStreams };
