import type { Claims, Finding } from './tools/index.mjs';

export interface Expect {
  none?: boolean;
  kinds: string[];
  minMs: number;
  phase?: string | null;
  thread?: string | null;
  places: { file: string; line: number }[];
}
export interface Case {
  name: string;
  ending: { name: string } | null;
  expects: Expect[];
}
export interface Marks {
  scope: boolean;
  detected: boolean | null;
  line: boolean | null;
  function: boolean | null;
  kind: boolean | null;
  quiet: boolean | null;
  ending: boolean | null;
}
export function judge(claims: Claims, testCase: Case, findings: Finding[]): Marks;
