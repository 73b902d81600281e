export interface Claims {
  stalls: boolean;
  lines: boolean;
  kinds: string[];
  only?: string;
  startup: boolean;
  workers: boolean;
  short: boolean;
  shortKinds?: boolean;
}
export interface Finding {
  startMs: number | null;
  durationMs: number | null;
  file: string | null;
  line: number | null;
  kinds: string[];
  accuses: boolean;
  said: string;
}
export interface Tool {
  name: string;
  claims: Claims;
  findings(outcome: unknown): Finding[];
}
export const TOOLS: Tool[];
