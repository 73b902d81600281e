// npm run screenshots: runs two programs under loopcheck and takes the pictures of their HTML reports for docs/html.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { APPS, optionsOf } from '../../fixtures/apps/apps.mjs';
import { openBrowser } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PICTURES = join(ROOT, 'docs/images');
const CACHE = join(ROOT, '.cache/screenshots');
const BUDGETS = ['--max-stall', '100ms', '--max-p99', '50ms'];

const shop = APPS.find(({ name }) => name === 'web-server');
const first = report('first-look', ['fixtures/first-look/app.js']);
const server = report('web-server', [...BUDGETS, ...optionsOf(shop, 'bad')]);
mkdirSync(PICTURES, { recursive: true });

await picture('html-first-screen', first, {});
await picture('html-first-screen-dark', first, { colorScheme: 'dark' });
await picture('html-narrow', first, { viewport: { width: 360, height: 800 } });
await picture('html-budgets', server, {});
await picture('html-timeline', server, {}, (page) => page.locator('#timeline'));
await picture('html-timeline-dark', server, { colorScheme: 'dark' }, (page) => page.locator('#timeline'));
await picture('html-culprit', server, { viewport: { width: 900, height: 900 } }, openFirst);
await picture('html-culprit-dark', server, { viewport: { width: 900, height: 900 }, colorScheme: 'dark' }, openFirst);
await picture('html-findings', server, {}, (page) => page.locator('#findings'));
await picture('html-environment', server, {}, (page) => page.locator('#environment'));

/** Runs a program and gives the file of its report. */
function report(name, args) {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'report.html');
  const options = ['--trace', join(folder, 'trace'), '--format', `html=${file}`];
  spawnSync(process.execPath, [join(ROOT, 'bin/loopcheck.js'), ...options, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}

async function openFirst(page) {
  await page.locator('details.culprit summary').first().click();
  return page.locator('details.culprit').first();
}

/** Takes one picture: of what is seen first, or of the element that `part` finds. */
async function picture(name, file, options, part) {
  const { context, close } = await openBrowser({ viewport: { width: 1080, height: 720 }, ...options });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(pathToFileURL(file).href);
  await page.locator('html[data-ready]').waitFor();
  const path = join(PICTURES, `${name}.png`);
  await ((await part?.(page)) ?? page).screenshot({ path });
  await close();
  console.log(path);
}
