import { deflateRawSync } from 'node:zlib';
import type { Renderer } from '../renderer.js';
import type { Report } from '../report.js';
import { type Assets, readAssets } from './assets.js';
import { html, Markup } from './escape.js';
import { firstScreen } from './first-screen.js';
import { policyFor } from './policy.js';
import { environmentSection, findingsSection, processesSection } from './sections.js';
import { serialize, toPageData } from './to-page-data.js';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 2a6 6 0 1 0 6 6' fill='none' stroke='%23c2410c' stroke-width='3'/%3E%3C/svg%3E";

const NAVIGATION: readonly (readonly [id: string, name: string])[] = [
  ['timeline', 'Timeline'],
  ['culprits', 'Culprits'],
  ['findings', 'Findings'],
  ['processes', 'Processes'],
  ['environment', 'Environment'],
];

function navigation(): Markup {
  const links = NAVIGATION.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<nav aria-label="Sections"><ul>${links}</ul><div id="tools"></div></nav>`;
}

/** What the script fills: its place is kept, so that nothing jumps. */
function forScript(id: string, title: string): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><div id="${id}-body"><noscript><p class="hint">This part needs JavaScript, which is switched off.</p></noscript></div></section>`;
}

/** Scripts and styles are the package's own: they must not be escaped, only never end their element. */
function inline(element: 'script' | 'style', text: string): Markup {
  if (text.toLowerCase().includes(`</${element}`)) throw new Error(`A ${element} of the page would end itself.`);
  return new Markup(`<${element}>${text}</${element}>`);
}

/** The report as one file that needs no other and no network. Made of nothing but the report and the package's own files. */
export function renderPage(report: Report, cwd: string, assets: Assets): string {
  const { scripts, styles, pages } = assets;
  const data = deflateRawSync(serialize(toPageData(report, cwd, pages)), { level: 9 }).toString('base64');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policyFor(scripts, styles))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>loopcheck: ${report.headline}</title>
<link rel="icon" href="${new Markup(ICON)}">
${styles.map((text) => inline('style', text))}
</head>
<body>
<a class="skip" href="#fix-first">Skip to what to fix first</a>
<main>
${firstScreen(report, cwd)}
${navigation()}
${forScript('timeline', 'Timeline')}
${forScript('culprits', 'Culprits')}
${findingsSection(report, cwd)}
${processesSection(report)}
${environmentSection(report)}
</main>
<script type="application/octet-stream" id="report-data">${new Markup(data)}</script>
${scripts.map((text) => inline('script', text))}
</body>
</html>
`;
  return page.text;
}

export const htmlPage: Renderer = { render: (report, { cwd }) => renderPage(report, cwd, readAssets()) };
