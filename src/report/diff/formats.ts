import { diffPage } from '../html/diff/render.js';
import type { Renderer } from '../renderer.js';
import type { DiffReport } from './diff-report.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { terminal } from './terminal.js';

/** Every format of a comparison by the name that `--format` takes. */
export const diffFormats: Readonly<Record<string, Renderer<DiffReport>>> = { terminal, json, markdown, html: diffPage };
