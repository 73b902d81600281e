import { visible } from '../text/clean.js';

/** Texts that stay what they are: paths for links to the editor, and Markdown that was made safe by itself. */
const RAW = new Set(['path', 'markdown']);

/** Texts become harmless to read, and numbers short. */
function ready(key: string, value: unknown): unknown {
  if (typeof value === 'string') return RAW.has(key) ? value : visible(value);
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}

/** The data of a page as JSON. */
export function serialize(data: unknown): string {
  return JSON.stringify(data, ready);
}
