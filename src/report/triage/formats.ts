import type { Triage } from '../../triage/triage.js';
import { renderHtml } from '../html/triage/render.js';
import type { RenderOptions } from '../renderer.js';
import { renderJson } from './json.js';
import { renderMarkdown } from './markdown.js';
import { renderTerminal } from './terminal.js';

/** The formats of a triage, by name: each gives text that ends with a line end. */
export const triageFormats: Readonly<Record<string, (triage: Triage, options: RenderOptions) => string>> = {
  terminal: renderTerminal,
  json: renderJson,
  markdown: renderMarkdown,
  html: renderHtml,
};
