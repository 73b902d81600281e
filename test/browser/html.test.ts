import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { EVIL, hostileRun } from '../report/html/hostile.js';
import { cause, diagnosis, place, stall } from '../report/sample.js';
import { loopcheck } from '../support/loopcheck.js';
import { scratch } from '../support/trace-lines.js';
import { accessibilityTrouble, isWiderThanScreen } from './accessibility.js';
import { open, writePage } from './page.js';
import { shopRun } from './run.js';

/** The culprits as they are listed. */
const titles = (page: Page) => page.locator('.culprit-title').allTextContents();

async function openCulprit(page: Page, name: string): Promise<Locator> {
  const culprit = page.locator('details.culprit', { hasText: name });
  await culprit.locator('> summary').click();
  await culprit.locator('.flame').waitFor();
  return culprit;
}

const shownSpan = (page: Page) => page.locator('#timeline-body [role=status]').textContent();

describe('the page of a real run', () => {
  it('is written by the command, and shows what the run was about', async () => {
    const cwd = await scratch();
    const app = join(import.meta.dirname, '../../fixtures/first-look/app.js');
    const { stderr } = await loopcheck(['--format', 'html', app], { cwd });
    expect(stderr).toContain('wrote the html report to loopcheck-report.html');
    const { page, trouble } = await open(join(cwd, 'loopcheck-report.html'));
    expect(await page.locator('.culprit-card h3', { hasText: 'crypto.scryptSync' }).count()).toBe(1);
    expect(await page.locator('.chart canvas').count()).toBeGreaterThanOrEqual(3);
    expect(trouble).toEqual([]);
  });
});

describe('the first screen', () => {
  it('is all there without scripts', async () => {
    const { page } = await open(writePage(shopRun, { maxStallMs: 100 }), { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('The budget is broken');
    expect(await page.locator('.culprit-card').count()).toBe(3);
    expect(await page.locator('#budgets').isVisible()).toBe(true);
    expect(await page.locator('#timeline-body').textContent()).toContain('needs JavaScript');
  });

  it('does not move when the script fills the rest', async () => {
    const { page } = await open(writePage(shopRun));
    const shift = await page.evaluate(
      () =>
        new Promise<number>((tell) => {
          new PerformanceObserver((list) =>
            tell(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0)),
          ).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => tell(0)));
        }),
    );
    expect(shift).toBeLessThan(0.01);
  });
});

describe('the culprits', () => {
  it('are sorted and found by what the reader asks for', async () => {
    const { page, trouble } = await open(writePage(shopRun));
    const byTotal = await titles(page);
    expect(byTotal).toHaveLength(3);
    await page.getByLabel('Sort by').selectOption({ label: 'place in the code' });
    expect(await titles(page)).not.toEqual(byTotal);
    await page.getByRole('searchbox', { name: 'Find' }).fill('isMail');
    expect(await page.locator('.culprit-place').allTextContents()).toEqual(['src/mail.js:4']);
    await page.getByRole('searchbox', { name: 'Find' }).fill('');
    await page.getByLabel('Cause').selectOption('cpu');
    expect(await page.locator('.culprit-place').allTextContents()).toEqual(['src/sum.js:9']);
    expect(await page.locator('#culprits-body [role=status]').textContent()).toBe('1 of 3 culprits');
    expect(trouble).toEqual([]);
  });

  it('open to evidence, code, stacks, triggers, stalls, fix and explanation', async () => {
    const { page, trouble } = await open(writePage(shopRun));
    const culprit = await openCulprit(page, 'fs.readFileSync');
    const text = (await culprit.textContent()) ?? '';
    for (const part of [
      'It took 390 ms.',
      'GET /users',
      '7 req, 2 timers',
      'What the fix would buy',
      'How it is measured',
    ])
      expect(text).toContain(part);
    expect(await culprit.locator('tr.blamed code').textContent()).toBe("  return fs.readFileSync('users');");
    expect(await culprit.locator('tr.heat-4 .share').allTextContents()).toEqual(['100 %', '95 %']);
    expect(await culprit.locator('a', { hasText: 'src/users.js:3' }).getAttribute('href')).toBe(
      'vscode://file/home/me/shop/src/users.js:3:3',
    );
    expect(trouble).toEqual([]);
  });

  it('show the stacks of all stalls merged, and of one alone', async () => {
    const { page } = await open(writePage(shopRun));
    const culprit = await openCulprit(page, 'fs.readFileSync');
    const cells = culprit.locator('.flame-cell');
    expect(await cells.allTextContents()).toEqual(['all of it', 'handle', 'loadUsers', 'refresh', 'loadUsers']);
    await culprit.getByRole('button', { name: 'Stack of stall 2' }).click();
    expect(await cells.allTextContents()).toEqual(['all of it', 'refresh', 'loadUsers']);
  });

  it('lead to the editor of the reader’s choice', async () => {
    const { page } = await open(writePage(shopRun));
    const culprit = await openCulprit(page, 'fs.readFileSync');
    await page.getByLabel('Editor').selectOption('zed');
    expect(await culprit.locator('a', { hasText: 'src/users.js:3' }).getAttribute('href')).toMatch(/^zed:/);
  });

  it('can be read and opened with the keyboard alone', async () => {
    const { page } = await open(writePage(shopRun));
    await page.locator('details.culprit > summary').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('details.culprit[open] .flame').waitFor();
    expect(await page.locator('details.culprit[open]').count()).toBe(1);
  });
});

describe('the timeline', () => {
  it('zooms, moves and goes back by buttons and keys', async () => {
    const { page, trouble } = await open(writePage(shopRun));
    expect(await shownSpan(page)).toBe('0 ms to 5.2 s');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await shownSpan(page)).toBe('1.3 s to 3.9 s');
    await page.locator('.charts').focus();
    await page.keyboard.press('ArrowRight');
    expect(await shownSpan(page)).toBe('1.9 s to 4.5 s');
    await page.keyboard.press('Home');
    expect(await shownSpan(page)).toBe('0 ms to 5.2 s');
    expect(trouble).toEqual([]);
  });

  it('zooms to what is dragged over, in a chart and in the overview', async () => {
    const { page } = await open(writePage(shopRun));
    const drag = async (element: Locator, from: number, to: number) => {
      await element.scrollIntoViewIfNeeded();
      const box = await element.boundingBox();
      if (box === null) throw new Error('Nothing to drag over');
      await page.mouse.move(box.x + box.width * from, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 4 });
      await page.mouse.up();
    };
    await drag(page.locator('.u-over').first(), 0.5, 0.75);
    expect(await shownSpan(page)).toBe('2.6 s to 3.9 s');
    await page.getByRole('button', { name: 'Whole run' }).click();
    await drag(page.locator('.overview'), 0.25, 0.5);
    expect(await shownSpan(page)).toMatch(/^1\.3 s to 2\.6 s$/);
    await drag(page.locator('.overview'), 0.4, 0.65);
    expect(await shownSpan(page)).toMatch(/^2\.6 s to 3\.9 s$/);
  });

  it('says what happened under the pointer, and a click opens the culprit', async () => {
    const { page } = await open(writePage(shopRun));
    const over = page.locator('.u-over').first();
    await over.scrollIntoViewIfNeeded();
    const width = (await over.boundingBox())?.width ?? 0;
    const position = { x: (1200 / 5200) * width, y: 80 };
    await over.hover({ position });
    const tip = page.locator('.tip');
    for (const text of [
      '400 ms',
      'fs.readFileSync',
      'src/users.js:3',
      'serving GET /users',
      '7 requests and 2 timers waited',
    ])
      expect(await tip.textContent()).toContain(text);
    await over.click({ position });
    await page.locator('details.culprit[open] .flame').waitFor();
    expect(await page.locator('details.culprit[open] .culprit-title').textContent()).toContain('fs.readFileSync');
  });

  it('says how the loop was doing where nothing stalled, and how many requests were in flight', async () => {
    const { page } = await open(writePage(shopRun));
    const over = page.locator('.u-over').first();
    await over.scrollIntoViewIfNeeded();
    const width = (await over.boundingBox())?.width ?? 0;
    await over.hover({ position: { x: (2600 / 5200) * width, y: 80 } });
    const tip = (await page.locator('.tip').textContent()) ?? '';
    for (const text of ['longest delay about then 7 ms', 'busy 30 %', '4 requests in flight'])
      expect(tip).toContain(text);
    expect(await page.locator('.chart-head h3').allTextContents()).toEqual([
      'Delay of the loop',
      'Load',
      'Requests',
      'Processes and workers',
    ]);
  });

  it('goes to a stall from its culprit, on the loop that it was in', async () => {
    const { page } = await open(writePage(shopRun));
    await openCulprit(page, 'src/mail.js');
    await page.getByRole('button', { name: 'Stall 4 on the timeline' }).click();
    expect(await page.getByRole('combobox', { name: 'Loop' }).inputValue()).toBe('1');
    expect(await shownSpan(page)).toBe('3.9 s to 4.2 s');
  });
});

describe('hostile names', () => {
  it('run nothing, load nothing and break nothing, wherever they are shown', async () => {
    const { page, trouble } = await open(writePage(hostileRun));
    const culprit = await openCulprit(page, 'Blocking call');
    await culprit.locator('details.explanation > summary').click();
    await culprit.getByRole('button', { name: /^Stack of/ }).click();
    const over = page.locator('.u-over').first();
    await over.scrollIntoViewIfNeeded();
    const width = (await over.boundingBox())?.width ?? 0;
    await over.hover({ position: { x: (1100 / 5200) * width, y: 80 } });
    await page.locator('.tip').waitFor();
    await page.getByRole('button', { name: 'Copy as Markdown', exact: true }).click();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect(await culprit.textContent()).toContain(EVIL.slice(0, 40));
    expect(trouble).toEqual([]);
  });

  it('would be stopped by the policy if they ever became markup', async () => {
    const { page } = await open(writePage(shopRun));
    const seen = await page.evaluate(async () => {
      const stopped: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
      const place = document.createElement('div');
      place.innerHTML = '<img src="https://example.com/x.png" onerror="window.hacked=1"><p style="color:red">';
      document.body.append(place);
      const script = document.createElement('script');
      script.textContent = 'window.hacked=1';
      document.body.append(script);
      await fetch('https://example.com/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 0));
      return { stopped: [...new Set(stopped)].sort(), hacked: 'hacked' in window };
    });
    expect(seen.hacked).toBe(false);
    expect(seen.stopped).toEqual(
      expect.arrayContaining(['connect-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr']),
    );
  });
});

describe('copying as Markdown', () => {
  it('gives the text to select where the clipboard is closed', async () => {
    const { page } = await open(writePage(shopRun));
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.getByRole('button', { name: 'Copy as Markdown', exact: true }).click();
    expect(await page.getByLabel('Markdown', { exact: true }).inputValue()).toContain('## loopcheck: ');
  });

  it('puts it on the clipboard', async () => {
    const { page } = await open(writePage(shopRun), { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy as Markdown', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('`src/users.js:3` in `loadUsers`');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([1200, 360])('breaks no rule of accessibility, at %i px', async (width) => {
    const budgets = { maxStallMs: 100, maxStalls: 100 };
    const { page } = await open(writePage(shopRun, budgets), { colorScheme, viewport: { width, height: 800 } });
    await openCulprit(page, 'fs.readFileSync');
    await page.locator('details.explanation > summary').click();
    expect(await accessibilityTrouble(page)).toEqual([]);
  });
});

it('has the colours that the reader’s system asks for', async () => {
  const lightness = async (colorScheme: 'light' | 'dark') => {
    const { page } = await open(writePage(shopRun), { colorScheme });
    const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    return Math.max(...(color.match(/\d+/g) ?? []).map(Number));
  };
  expect(await lightness('light')).toBeGreaterThan(200);
  expect(await lightness('dark')).toBeLessThan(60);
});

it.each([
  ['a run', shopRun],
  ['hostile names', hostileRun],
])('is never wider than a screen of 360 px: %s', async (_, run) => {
  const { page } = await open(writePage(run), { viewport: { width: 360, height: 800 } });
  expect(await page.evaluate(isWiderThanScreen)).toBe(false);
  await openCulprit(page, 'Blocking call');
  expect(await page.evaluate(isWiderThanScreen)).toBe(false);
});

it('prints in light, whatever the reader’s screen is like, with nothing cut off or to be clicked', async () => {
  const { page } = await open(writePage(shopRun), { colorScheme: 'dark' });
  await openCulprit(page, 'fs.readFileSync');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = await page.evaluate(() => ({
    page: getComputedStyle(document.documentElement).getPropertyValue('--card').trim(),
    overflow: [...document.querySelectorAll('.scroll')].map((element) => getComputedStyle(element).overflowX),
  }));
  expect(seen.page).toBe('#ffffff');
  expect([...new Set(seen.overflow)]).toEqual(['visible']);
  expect(await page.locator('nav').isVisible()).toBe(false);
  expect(await page.locator('button:not(.flame-cell)').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('.flame').isVisible()).toBe(true);
});

it('holds a day: 100,000 points and 10,000 stalls, of which each culprit shows what can be read', async () => {
  const stalls = Array.from({ length: 10_000 }, (_, index) => {
    const at = place(`src/file-${index % 300}.js`, (index % 7) + 1, 'load');
    const more = { startMs: index * 10_000 };
    const why = cause('sync-call', 'fs.readFileSync', { evidence: `${index} ms` });
    return stall(index + 1, 50 + (index % 97), why, at, more);
  });
  const points = Array.from({ length: 100_000 }, (_, index) => ({
    startMs: index * 1000,
    endMs: (index + 1) * 1000,
    maxDelayMs: index % 30,
    utilization: 0.5,
    cpuShare: 0.4,
    gcMs: null,
    openRequests: index % 50,
  }));
  const courses = [{ process: 1, threadId: 0, points }];
  const file = writePage(diagnosis(stalls, { timeline: { courses, collections: [], marks: [] } }));
  expect(statSync(file).size).toBeLessThan(10_000_000);
  const { page, trouble } = await open(file);
  expect(await page.locator('details.culprit').count()).toBe(50);
  expect(await shownSpan(page)).toBe('0 ms to 27 h 47 min');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect(await shownSpan(page)).toBe('6 h 57 min to 20 h 50 min');
  expect(trouble).toEqual([]);
});

it('says so where no loop was seen', async () => {
  const { page, trouble } = await open(writePage(diagnosis([], { processes: [] })));
  expect(await page.locator('#timeline-body').textContent()).toContain('nothing to draw');
  expect(trouble).toEqual([]);
});
