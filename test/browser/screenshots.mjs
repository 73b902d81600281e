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

const SMALL = { width: 960, height: 660 };
const TALL = { width: 1080, height: 860 };
const DARK = { colorScheme: 'dark' };

const shop = APPS.find(({ name }) => name === 'web-server');
const first = report('first-look', ['fixtures/first-look/app.js']);
const server = report('web-server', [...BUDGETS, ...optionsOf(shop, 'bad').map(withoutRoot)]);
mkdirSync(PICTURES, { recursive: true });

await picture('html-first-screen', first, { viewport: SMALL });
await picture('html-first-screen-dark', first, { viewport: SMALL, ...DARK });
await picture('html-narrow', first, { viewport: { width: 360, height: 800 } });
await picture('html-budgets', server, { viewport: SMALL });
await picture('html-timeline', server, { viewport: TALL }, '#timeline');
await picture('html-timeline-dark', server, { viewport: TALL, ...DARK }, '#timeline');
await picture('html-culprit', server, { viewport: { width: 800, height: 860 } }, 'details.culprit');
await picture('html-culprit-dark', server, { viewport: { width: 800, height: 860 }, ...DARK }, 'details.culprit');
await picture('html-environment', server, {}, '#environment');

/** Pictures show the paths that a reader would type, not those of this machine. */
function withoutRoot(argument) {
  return argument
    .replaceAll(`"${process.execPath}"`, 'node')
    .replaceAll(ROOT, '')
    .replace(/"([^" ]*)"/g, '$1');
}

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

/** Takes one picture: of what is seen first, or of the first element that fits, opened if it can be. */
async function picture(name, file, options, selector) {
  const { context, close } = await openBrowser({ viewport: { width: 1080, height: 720 }, ...options });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(pathToFileURL(file).href);
  await page.locator('html[data-ready]').waitFor();
  const path = join(PICTURES, `${name}.png`);
  if (selector === undefined) await page.screenshot({ path });
  else {
    const part = page.locator(selector).first();
    if (selector.startsWith('details')) await part.locator('> summary').click();
    // A canvas that was never on the screen may not have been painted.
    await part.evaluate(paintedInView);
    const { x, y, width, height } = await part.boundingBox();
    await page.screenshot({ path, clip: { x, y, width, height: Math.min(height, page.viewportSize().height - y) } });
  }
  await close();
  console.log(path.slice(ROOT.length));
}

function paintedInView(element) {
  element.scrollIntoView({ block: 'start' });
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
