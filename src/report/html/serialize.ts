import { visible } from '../text/clean.js';

/** Texts that stay what they are: paths for links to the editor, and Markdown that was made safe by itself. */
const RAW = new Set(['path', 'markdown']);

/** Decimals that are kept; a share is small, and what is more than nothing must not become nothing. */
const DECIMALS = 1e3;
const DECIMALS_BELOW_ONE = 1e6;

/** Texts become harmless to read, and numbers short. */
function ready(key: string, value: unknown): unknown {
  if (typeof value === 'string') return RAW.has(key) ? value : visible(value);
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return null;
  const decimals = Math.abs(value) < 1 ? DECIMALS_BELOW_ONE : DECIMALS;
  return Math.round(value * decimals) / decimals;
}

/** The data of a page as JSON. */
export function serialize(data: unknown): string {
  return JSON.stringify(data, ready);
}
