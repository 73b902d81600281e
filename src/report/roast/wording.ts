import type { Facts } from './facts.js';

/** All the words of one finding. A file here bears the finding's id and exports its `Wording` as `wording`. */
export interface Wording {
  readonly id: string;
  /** Its name in a list, without figures: `Blocking call`. */
  readonly name: string;
  /** One line for the table of `explain`: what it is. */
  readonly summary: string;
  /** The heading of one case: `Blocking call: fs.readFileSync`. */
  readonly title: (facts: Facts) => string;
  /** One or two sentences of fact. */
  readonly message: (facts: Facts) => string;
  readonly fix: (facts: Facts) => string;
  /**
   * Jokes with slots: `{fn}`, `{where}`, `{ms}` (the worst), `{count}`, `{api}`, `{n}` (what was counted). Filled they fit two lines of 80
   * columns. They mock the code and the situation, never anyone. These are true whoever waited.
   */
  readonly roasts: readonly string[];
  /** Besides those: jokes about them who wait, for what did harm or will. */
  readonly roastsWaited?: readonly string[];
  /** Besides those: jokes about an empty room, for what is only worth knowing. */
  readonly roastsAlone?: readonly string[];
  /** For cases where no line of the user's is to blame; these do without `{fn}` and `{where}`. */
  readonly roastsNowhere?: readonly string[];
  /** Of a finding that is about several things: the jokes without a place for this one, where `roastsNowhere` do not fit. */
  readonly roastsNowhereFor?: (facts: Pick<Facts, 'figures'>) => readonly string[] | undefined;
  /** Of a finding that is about several things: whether its `roasts` fit this one; else it has those without a place. */
  readonly hasRoastsFor?: (facts: Pick<Facts, 'figures'>) => boolean;
}
