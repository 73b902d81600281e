import { htmlPage } from './html/render.js';
import { json } from './json.js';
import type { Renderer } from './renderer.js';
import { terminal } from './terminal/render.js';

/** Every format by the name that `--format` takes. */
export const formats: Readonly<Record<string, Renderer>> = { terminal, json, html: htmlPage };
