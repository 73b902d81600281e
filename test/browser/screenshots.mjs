// npm run screenshots: runs programs under loopcheck and takes the pictures of their pages for docs/html.md: two runs, a
// comparison of one of them before and after a change, and a triage of a synthetic fleet. Words that follow are the
// beginnings of the names of the pictures to take: `npm run screenshots -- diff triage`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { APPS, optionsOf } from '../../fixtures/apps/apps.mjs';
import { makeFleet } from '../fleet/fleet.mjs';
import { openBrowser } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PICTURES = join(ROOT, 'docs/images');
const CACHE = join(ROOT, '.cache/screenshots');
const BUDGETS = ['--max-stall', '100ms', '--max-p99', '50ms'];

const SMALL = { width: 960, height: 660 };
const TALL = { width: 1080, height: 860 };
const DARK = { colorScheme: 'dark' };

const shop = APPS.find(({ name }) => name === 'web-server');
const wanted = process.argv.slice(2);
const first = once(() => report('first-look', ['fixtures/first-look/app.js']));
const server = once(() => report('web-server', [...BUDGETS, ...optionsOf(shop, 'bad').map(withoutRoot)]));
const diff = once(comparison);
const fleet = once(triage);
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

await picture('diff-first-screen', diff, { viewport: SMALL });
await picture('diff-timeline', diff, { viewport: TALL }, '#timeline');
await picture('diff-change-dark', diff, { viewport: { width: 800, height: 860 }, ...DARK }, 'details.culprit.bad');
await picture('triage-first-screen', fleet, { viewport: SMALL });
await picture('triage-culprit', fleet, { viewport: { width: 800, height: 760 } }, 'details.culprit');
await picture('triage-narrow-dark', fleet, { viewport: { width: 360, height: 800 }, ...DARK });

/** Runs nothing for a picture that nobody asked for, and nothing twice. */
function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

/** Pictures show the paths that a reader would type, not those of this machine. */
function withoutRoot(argument) {
  return argument
    .replaceAll(`"${process.execPath}"`, 'node')
    .replaceAll(ROOT, '')
    .replace(/"([^" ]*)"/g, '$1');
}

function loopcheck(args, cwd = ROOT) {
  spawnSync(process.execPath, [join(ROOT, 'bin/loopcheck.js'), ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Runs a program and gives the file of its report. */
function report(name, args) {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'report.html');
  loopcheck(['--trace', join(folder, 'trace'), '--format', `html=${file}`, ...args]);
  return file;
}

/** The bookshop before and after a change that makes passwords dearer, reads its prices anew, and mends the pattern. */
function comparison() {
  const folder = join(CACHE, 'bookshop');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(ROOT, 'fixtures/first-look'), folder, { recursive: true });
  cpSync(join(ROOT, 'fixtures/package.json'), join(folder, 'package.json'));
  loopcheck(['--quiet', '--trace', 'before', 'app.js'], folder);
  const edit = (file, from, to) => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`There is no ${from} in ${file} any more.`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };
  edit('passwords.js', 'N: 65536, maxmem: 2 ** 27', 'N: 131072, maxmem: 2 ** 28');
  edit('validate.js', '([a-zA-Z0-9]+[._-]?)+@', '[a-zA-Z0-9._-]+@');
  edit('app.js', "res.end('Welcome to the bookshop')", 'res.end(String(books.toSorted(byPrice).length))');
  edit(
    'app.js',
    'const routes',
    'const byPrice = (a, b) => a.prices.en - b.prices.de || b.title.localeCompare(a.title);\n\nconst routes',
  );
  loopcheck(['--quiet', '--trace', 'after', 'app.js'], folder);
  loopcheck(['diff', 'before', 'after', '--quiet', '--format', 'html=diff.html'], folder);
  return join(folder, 'diff.html');
}

/** A fleet of eight hosts with a release that made a culprit worse. */
function triage() {
  const folder = join(CACHE, 'fleet');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'traces'), { recursive: true });
  for (const { name, text } of makeFleet({ seed: 3, scenario: 'regression', traces: 240 }).traces)
    writeFileSync(join(folder, 'traces', name), text);
  writeFileSync(join(folder, 'traces/empty.ndjson'), '');
  loopcheck(['triage', 'traces', '--by', 'host', '--quiet', '--format', 'html=triage.html'], folder);
  return join(folder, 'triage.html');
}

/** Takes one picture: of what is seen first, or of the first element that fits, opened if it can be. */
async function picture(name, page, options, selector) {
  if (wanted.length > 0 && !wanted.some((beginning) => name.startsWith(beginning))) return;
  const file = page();
  const { context, close } = await openBrowser({ viewport: { width: 1080, height: 720 }, ...options });
  const tab = context.pages()[0] ?? (await context.newPage());
  await tab.goto(pathToFileURL(file).href);
  await tab.locator('html[data-ready]').waitFor();
  const path = join(PICTURES, `${name}.png`);
  if (selector === undefined) await tab.screenshot({ path });
  else {
    const part = tab.locator(selector).first();
    if (selector.startsWith('details')) await part.locator('> summary').click();
    // A canvas that was never on the screen may not have been painted.
    await part.evaluate(paintedInView);
    const { x, y, width, height } = await part.boundingBox();
    await tab.screenshot({ path, clip: { x, y, width, height: Math.min(height, tab.viewportSize().height - y) } });
  }
  await close();
  console.log(path.slice(ROOT.length));
}

function paintedInView(element) {
  element.scrollIntoView({ block: 'start' });
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
