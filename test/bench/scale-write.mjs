import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePart } from '../support/doc-part.mjs';
import { scalePlots, scaleText } from './scale-text.mjs';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Puts the tables into docs/scale.md, and the plots beside it. `header` says on what they were measured. */
export function writeScale(header, rows) {
  mkdirSync(join(docs, 'images'), { recursive: true });
  for (const { file, svg } of scalePlots(rows)) writeFileSync(join(docs, 'images', file), svg);
  writePart(join(docs, 'scale.md'), 'scale', `${header}.\n\n${scaleText(rows, 'images')}`);
}
