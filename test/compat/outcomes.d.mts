import type { Outcomes } from './compare.mjs';

export function fromLines(text: string): Outcomes;
export function fromTap(text: string): Outcomes;
export function fromJestJson(text: string, root: string): Outcomes;
