export const SCENARIOS: readonly string[];

export interface FleetAnswer {
  readonly kind: 'regression' | 'outlier-host' | 'daily';
  readonly function: string;
  readonly version?: string;
  readonly host?: string;
  readonly hour?: number;
}

export function shapeOf(seed: number): { readonly hosts: number; readonly traces: number };

export function makeFleet(options: {
  readonly seed: number;
  readonly scenario: string;
  readonly traces: number;
  readonly hosts?: number;
  readonly padding?: number;
  readonly rate?: number;
}): {
  readonly answer: FleetAnswer | null;
  readonly traces: Iterable<{ readonly name: string; readonly text: string }>;
};
