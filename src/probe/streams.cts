/**
 * Times writes to the standard streams, which block where they go to a file, a terminal or a pipe. The streams are made
 * by Node at first use, and are left alone until then.
 */
import calls = require('./calls.cjs');
import undo = require('./undo.cjs');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;

type Wrap = ReturnType<typeof calls.wrapCalls>['wrap'];
type Callable = (this: unknown, ...args: unknown[]) => unknown;

function wrapStream(name: 'stdout' | 'stderr', index: number, wrap: Wrap): void {
  const descriptor = getOwnPropertyDescriptor(process, name);
  const getter = descriptor?.get;
  if (descriptor === undefined || getter === undefined || descriptor.configurable !== true) return;
  let wrapped = false;
  undo.put(process, name, {
    ...descriptor,
    get(this: unknown) {
      const stream = apply(getter, this, []) as { write?: Callable } | undefined;
      if (!wrapped && !undo.state.isOut && typeof stream?.write === 'function') {
        wrapped = true;
        const { write } = stream;
        const wrapper = wrap(write, { api: `process.${name}.write` }, index);
        defineProperty(wrapper, 'name', { value: write.name, configurable: true });
        defineProperty(wrapper, 'length', {
          value: write.length,
          configurable: true,
        });
        const own = getOwnPropertyDescriptor(stream, 'write');
        undo.put(
          stream,
          'write',
          own
            ? { ...own, value: wrapper }
            : {
                value: wrapper,
                writable: true,
                configurable: true,
                enumerable: false,
              },
        );
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
