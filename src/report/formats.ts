import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { htmlPage } from './html/render.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown/render.js';
import { prometheus } from './prometheus.js';
import type { Renderer } from './renderer.js';
import { sarif } from './sarif/render.js';
import { terminal } from './terminal/render.js';

/** Every format by the name that `--format` takes. */
export const formats: Readonly<Record<string, Renderer>> = {
  terminal,
  json,
  html: htmlPage,
  markdown,
  sarif,
  junit,
  github,
  gitlab,
  prometheus,
};
