/**
 * Wrappers for the calls that programs make a million times a second. The common ones serve every call with one piece of
 * code, which V8 can't then fit to any of them: 150 ns a call. These are made for one function each and hand anything
 * unusual to the common wrapper. Methods, for those have no `prototype` and are no constructors, as what they stand for. Measured by `npm run bench hooks`.
 */
import layout = require('./shared.cjs');

const { WORD } = layout;
const { apply } = Reflect;

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type SharedMemory = ReturnType<typeof layout.shared>;

/** Makes the wrapper: `common` is the one that serves every call, `over` is told of a call that became late inside. */
export type MakeQuick = (
  original: Callable,
  common: Callable,
  index: number,
  shared: SharedMemory,
  nowMs: () => number,
  over: (startMs: number, args: ArrayLike<unknown>, result: unknown) => void,
) => Callable;

/** Text that is parsed in some ten microseconds: neither clock nor end are looked at. */
const SHORT = 4096;

const parse: MakeQuick = (original, common, index, { words, callCounts }) =>
  ({
    parse(this: unknown, text: unknown, reviver?: unknown): unknown {
      const isQuick = words[WORD.CALL] === 0 && words[WORD.LATE] === 0;
      if (!isQuick || reviver !== undefined || typeof text !== 'string' || text.length >= SHORT) {
        // biome-ignore lint/complexity/noArguments: forwarding `arguments` is the form that V8 turns into a plain call.
        return apply(common, this, arguments);
      }
      words[WORD.CALL_SEQ] = (words[WORD.CALL_SEQ] as number) + 1;
      callCounts[index] = (callCounts[index] as number) + 1;
      return apply(original, this, [text]);
    },
  }).parse as Callable;

const stringify: MakeQuick = (original, common, index, { words, callCounts }, nowMs, over) =>
  ({
    stringify(this: unknown, value: unknown, replacer?: unknown, space?: unknown): unknown {
      if (words[WORD.CALL] !== 0 || words[WORD.LATE] !== 0 || replacer !== undefined) {
        // biome-ignore lint/complexity/noArguments: as above.
        return apply(common, this, arguments);
      }
      words[WORD.CALL] = index;
      words[WORD.CALL_SEQ] = (words[WORD.CALL_SEQ] as number) + 1;
      callCounts[index] = (callCounts[index] as number) + 1;
      const startMs = nowMs();
      let result: unknown;
      // No catch: throwing again would move the place that Node prints for an uncaught error.
      try {
        result = apply(original, this, [value, replacer, space]);
        return result;
      } finally {
        words[WORD.CALL] = 0;
        if (words[WORD.LATE] !== 0) over(startMs, [value, replacer, space], result);
      }
    },
  }).stringify as Callable;

export = { parse, stringify };
