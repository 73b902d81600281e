import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Replaces a part of a Markdown page that a command writes: what stands between `<!-- name: begin -->` and
 * `<!-- name: end -->`. Throws where the page has no such part.
 */
export function writePart(page, name, text) {
  const [begin, end] = ['begin', 'end'].map((word) => `<!-- ${name}: ${word} -->`);
  const whole = readFileSync(page, 'utf8');
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${page} has no part between ${begin} and ${end}`);
  writeFileSync(page, `${whole.slice(0, from + begin.length)}\n\n${text}\n\n${whole.slice(to)}`);
}
