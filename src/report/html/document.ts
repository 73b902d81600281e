import { deflateRawSync } from 'node:zlib';
import type { Assets } from './assets.js';
import { html, Markup } from './escape.js';
import { policyFor } from './policy.js';
import { serialize } from './serialize.js';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 2a6 6 0 1 0 6 6' fill='none' stroke='%23c2410c' stroke-width='3'/%3E%3C/svg%3E";

/** A page, less what all pages share. */
export interface Page {
  readonly title: string;
  /** Where a reader with a keyboard may skip to: an id, and what is there. */
  readonly skip: readonly [id: string, name: string];
  /** What is seen first, above the links to the sections; it needs no script. */
  readonly first: Markup;
  /** The sections in their order: id, name, and what is in it. */
  readonly sections: readonly (readonly [id: string, name: string, content: Markup])[];
  /** What the page's script works with. */
  readonly data: unknown;
}

function navigation(sections: Page['sections']): Markup {
  const links = sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<nav aria-label="Sections"><ul>${links}</ul><div id="tools"></div></nav>`;
}

/** What the script fills: its place is kept, so that nothing jumps. */
export function forScript(id: string, title: string): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><div id="${id}-body"><noscript><p class="hint">This part needs JavaScript, which is switched off.</p></noscript></div></section>`;
}

/** Scripts and styles are the package's own: they must not be escaped, only never end their element. */
function inline(element: 'script' | 'style', text: string): Markup {
  if (text.toLowerCase().includes(`</${element}`)) throw new Error(`A ${element} of the page would end itself.`);
  return new Markup(`<${element}>${text}</${element}>`);
}

/** A page as one file that needs no other and no network, and runs nothing but the package's own scripts. */
export function pageText({ title, skip, first, sections, data }: Page, { scripts, styles }: Assets): string {
  const packed = deflateRawSync(serialize(data), { level: 9 }).toString('base64');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policyFor(scripts, styles))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>loopcheck: ${title}</title>
<link rel="icon" href="${new Markup(ICON)}">
${styles.map((text) => inline('style', text))}
</head>
<body>
<a class="skip" href="#${skip[0]}">Skip to ${skip[1]}</a>
<main>
${first}
${navigation(sections)}
${sections.map(([, , content]) => content)}
</main>
<script type="application/octet-stream" id="report-data">${new Markup(packed)}</script>
${scripts.map((text) => inline('script', text))}
</body>
</html>
`.text;
}
