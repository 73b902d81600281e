/** A thing that not every supported Node has: from which version on, for each line that got it. */
interface Difference {
  readonly since: readonly (readonly [major: number, minor: number])[];
  readonly without: string;
}

/** The oldest Node that loopcheck runs on. */
const OLDEST_MAJOR = 20;

const DIFFERENCES: readonly Difference[] = [
  {
    since: [
      [20, 16],
      [22, 3],
    ],
    without: 'loopcheck/test does not work in jest (no process.getBuiltinModule)',
  },
  {
    since: [
      [22, 18],
      [23, 6],
    ],
    without: 'TypeScript needs tsx, or a flag',
  },
  {
    since: [
      [24, 19],
      [26, 5],
    ],
    without: 'delays are sampled by a timer, not at each turn of the loop',
  },
];

/** Versions of one major are compared within it; a major above the last one named has the thing. */
function has(since: Difference['since'], major: number, minor: number): boolean {
  const own = since.find(([line]) => line === major);
  if (own !== undefined) return minor >= own[1];
  return since.every(([line]) => major > line);
}

function numbers(version: string): readonly [major: number, minor: number] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return [major, minor];
}

/** False for a Node that is too old for loopcheck. */
export function isSupported(version: string): boolean {
  return numbers(version)[0] >= OLDEST_MAJOR;
}

/** What a run has to do without on this Node (`v22.18.0`), a clause each. */
export function lackingIn(version: string): readonly string[] {
  const [major, minor] = numbers(version);
  return DIFFERENCES.filter(({ since }) => !has(since, major, minor)).map(({ without }) => without);
}
