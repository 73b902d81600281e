import { type ProfileNode, stateOf } from './profile.js';

/** Lines of a text, first and last. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

type Ticks = ProfileNode['positionTicks'];

function sumOf(ticks: Ticks): number {
  return ticks.reduce((sum, one) => sum + one.ticks, 0);
}

/**
 * On which lines of their functions a profile's samples were, where it counts them for the whole recording only: a share
 * of each, dealt out to the samples. `inSeveral` are the nodes that more than one pause of the loop is made of, `rangeOf`
 * tells which lines a function has.
 */
export class NodeLines {
  readonly #inSeveral: ReadonlySet<ProfileNode>;
  readonly #rangeOf: (node: ProfileNode) => LineRange | null;
  readonly #own = new Map<ProfileNode, Ticks>();
  readonly #dealt = new Map<ProfileNode, Map<number, number>>();

  constructor(inSeveral: ReadonlySet<ProfileNode>, rangeOf: (node: ProfileNode) => LineRange | null) {
    this.#inSeveral = inSeveral;
    this.#rangeOf = rangeOf;
  }

  /** The line for the node's next sample, so that each line gets its share as early as it can; null where none is told. */
  next(node: ProfileNode): number | null {
    const ticks = this.#ownOf(node);
    const all = sumOf(ticks);
    if (all === 0 || stateOf(node) !== 'code') return null;
    const dealt = this.#dealt.get(node) ?? new Map<number, number>();
    this.#dealt.set(node, dealt);
    const before = [...dealt.values()].reduce((sum, count) => sum + count, 0);
    const lag = ({ line, ticks: count }: Ticks[number]) => (count / all) * (before + 1) - (dealt.get(line) ?? 0);
    const { line } = ticks.reduce((best, one) => (lag(one) > lag(best) ? one : best));
    dealt.set(line, (dealt.get(line) ?? 0) + 1);
    return line;
  }

  /** The share of the node's samples that were on `line`, where a single pause may have been on others; null where it is known. */
  shareOf(node: ProfileNode, line: number): number | null {
    if (!this.#inSeveral.has(node) || this.#ownOf(node).length < 2) return null;
    const own = node.positionTicks.find((one) => one.line === line);
    return (own?.ticks ?? 0) / sumOf(node.positionTicks);
  }

  /** Less the lines of functions that V8 had put in their callers' place: they are counted as if they were of this text. */
  #ownOf(node: ProfileNode): Ticks {
    const known = this.#own.get(node);
    if (known !== undefined) return known;
    const { first, last } = this.#rangeOf(node) ?? { first: 0, last: Number.POSITIVE_INFINITY };
    const own = node.positionTicks.filter(({ line }) => line >= first && line <= last);
    this.#own.set(node, own);
    return own;
  }
}
