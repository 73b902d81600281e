import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/triage/render.js';
import { hostileTriage } from '../report/html/hostile.js';
import { fleetTriage } from '../report/html/triages.js';
import { accessibilityTrouble, isWiderThanScreen } from './accessibility.js';
import { OPTIONS, open, writeText } from './page.js';

const write = (triage = fleetTriage) => writeText(renderHtml(triage, OPTIONS));

describe('the page of a triage', () => {
  it('has the answers without scripts', async () => {
    const { page } = await open(write(), { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('Since 2.4.1, on all 3 hosts, render()');
    expect(await page.locator('.rates').count()).toBe(2);
    expect(await page.locator('#groups').isVisible()).toBe(true);
  });

  it('sorts and filters the ranking', async () => {
    const { page, trouble } = await open(write());
    const titles = () => page.locator('.culprit-title').allTextContents();
    expect(await titles()).toEqual(['rank() in lib/rank.js:7', 'render() in views/table.ts:88']);
    await page.getByLabel('Sort by').selectOption({ label: 'place in the code' });
    expect((await titles())[0]).toBe('rank() in lib/rank.js:7');
    await page.getByLabel('Route').selectOption('GET /users');
    expect(await titles()).toEqual(['render() in views/table.ts:88']);
    await page.getByLabel('Route').selectOption('');
    await page.getByRole('searchbox', { name: 'Find' }).fill('web-1 rank.js');
    expect(await titles()).toEqual(['rank() in lib/rank.js:7']);
    expect(await page.locator('#culprits-body [role=status]').textContent()).toBe('1 of 2 culprits');
    expect(trouble).toEqual([]);
  });

  it('opens a culprit to its trend, where it was seen, and the stack of its worst stall', async () => {
    const { page, trouble } = await open(write());
    const culprit = page.locator('details.culprit', { hasText: 'rank()' });
    await culprit.locator('> summary').click();
    await culprit.locator('.trend-large .trend').waitFor();
    expect(await culprit.locator('.trend-large .trend-some').count()).toBe(24);
    const text = (await culprit.locator('.culprit-body').textContent()) ?? '';
    for (const part of ['On web-2', 'web-0', '2.4.0', 'GET /top', '/srv/lib/rank.js:7', '/traces/9.ndjson'])
      expect(text).toContain(part);
    expect(trouble).toEqual([]);
  });

  it('runs nothing and breaks nothing with hostile names', async () => {
    const { page, trouble } = await open(write(hostileTriage));
    await page.locator('details.culprit > summary').first().click();
    await page.locator('.trend-large .trend').waitFor();
    await page.locator('details.skips > summary').click();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(trouble).toEqual([]);
  });

  it('says so where nothing blocked', async () => {
    const { page } = await open(write({ ...fleetTriage, answers: [], culprits: [] }));
    expect(await page.locator('#culprits-body').textContent()).toBe('Nothing blocked the loop.');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([1200, 360])(
    'breaks no rule of accessibility and needs no scrolling to the side, at %i px',
    async (width) => {
      const { page } = await open(write(), { colorScheme, viewport: { width, height: 800 } });
      await page.locator('details.culprit > summary').first().click();
      await page.locator('.trend-large .trend').waitFor();
      expect(await accessibilityTrouble(page)).toEqual([]);
      expect(await page.evaluate(isWiderThanScreen)).toBe(false);
    },
  );
});
