import { describe, expect, it } from 'vitest';
import { diffPage } from '../../src/report/html/diff/render.js';
import { diffOf } from '../report/html/diffs.js';
import { EVIL, hostileAfter, hostileRun } from '../report/html/hostile.js';
import { cause, culpritsOf, place, stall } from '../report/sample.js';
import { accessibilityTrouble, isWiderThanScreen } from './accessibility.js';
import { OPTIONS, open, writeText } from './page.js';
import { shopRun } from './run.js';

const [reading, , ...others] = shopRun.stalls;
const stalls = [
  ...(reading === undefined ? [] : [{ ...reading, durationMs: 900, cpuMs: 890 }]),
  ...others,
  stall(9, 250, cause('json', 'JSON.parse'), place('src/cart.js', 7, 'readCart'), { startMs: 4200 }),
];
const slowerRun = { ...shopRun, stalls, culprits: culpritsOf(stalls) };
const write = (report = diffOf(shopRun, slowerRun)) => writeText(diffPage.render(report, OPTIONS));

describe('the page of a comparison', () => {
  it('is all there without scripts, but for what can be explored', async () => {
    const { page } = await open(write(), { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('1 culprit is new and 1 is worse');
    expect(await page.locator('.culprit-card').count()).toBe(2);
    expect(await page.locator('#loop').isVisible()).toBe(true);
  });

  it('lists the changes with the bad news first, and finds them by what the reader asks for', async () => {
    const { page, trouble } = await open(write());
    const titles = () => page.locator('.culprit-title').allTextContents();
    expect((await titles()).slice(0, 2)).toEqual(['src/cart.js:7 in readCart', 'src/users.js:3 in loadUsers']);
    await page.getByRole('combobox', { name: 'Change' }).selectOption('unchanged');
    expect(await titles()).toEqual(['src/sum.js:9 in sum', 'src/mail.js:4 in isMail']);
    await page.getByRole('searchbox', { name: 'Find' }).fill('isMail');
    expect(await titles()).toEqual(['src/mail.js:4 in isMail']);
    expect(trouble).toEqual([]);
  });

  it('opens a change to both figures, and to code, evidence and stacks of both runs', async () => {
    const { page, trouble } = await open(write());
    const change = page.locator('details.culprit', { hasText: 'src/users.js:3' });
    await change.locator('> summary').click();
    await change.locator('.one-side').nth(1).waitFor();
    expect(await change.locator('.figures-table tbody tr').first().locator('td').allTextContents()).toEqual([
      '400 ms',
      '900 ms',
    ]);
    expect(await change.locator('.code-frame').count()).toBe(2);
    expect(await change.locator('.one-side.after .flame-cell').allTextContents()).toContain('loadUsers');
    expect(await change.locator('.one-side.before .flame-cell').count()).toBeGreaterThan(0);
    expect(trouble).toEqual([]);
  });

  it('says of a culprit that is new that it was not there', async () => {
    const { page } = await open(write());
    const change = page.locator('details.culprit', { hasText: 'src/cart.js:7' });
    await change.locator('> summary').click();
    expect(await change.locator('.one-side.before').textContent()).toContain('It was not there.');
  });

  it('tells of both runs at the pointer, and a click opens the change', async () => {
    const { page, trouble } = await open(write());
    const over = page.locator('.u-over').first();
    await over.scrollIntoViewIfNeeded();
    const width = (await over.boundingBox())?.width ?? 0;
    const position = { x: (1200 / 5200) * width, y: 120 };
    await over.hover({ position });
    const tip = (await page.locator('.tip').textContent()) ?? '';
    for (const text of ['before', '400 ms', 'after', '900 ms', 'fs.readFileSync']) expect(tip).toContain(text);
    await over.click({ position });
    await page.locator('details.culprit[open] .one-side').first().waitFor();
    expect(await page.locator('details.culprit[open] .culprit-title').textContent()).toContain('src/users.js:3');
    expect(trouble).toEqual([]);
  });

  it('goes from a stall to the timeline', async () => {
    const { page } = await open(write());
    const change = page.locator('details.culprit', { hasText: 'src/cart.js:7' });
    await change.locator('> summary').click();
    await change.getByRole('button', { name: 'Stall 9 on the timeline' }).click();
    expect(await page.locator('#timeline-body [role=status]').textContent()).toBe('3.9 s to 4.7 s');
  });

  it('runs nothing and breaks nothing with hostile names', async () => {
    const { page, trouble } = await open(write(diffOf(hostileRun, hostileAfter, { before: EVIL, after: EVIL })));
    for (const summary of await page.locator('details.culprit > summary').all()) await summary.click();
    await page.locator('.one-side').first().waitFor();
    const over = page.locator('.u-over').first();
    await over.scrollIntoViewIfNeeded();
    await over.hover({ position: { x: 200, y: 80 } });
    await page.locator('.tip').waitFor();
    await page.getByRole('button', { name: 'Copy as Markdown', exact: true }).click();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect(trouble).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([1200, 360])(
    'breaks no rule of accessibility and needs no scrolling to the side, at %i px',
    async (width) => {
      const { page } = await open(write(), { colorScheme, viewport: { width, height: 800 } });
      await page.locator('details.culprit > summary').nth(1).click();
      await page.locator('.one-side').first().waitFor();
      expect(await accessibilityTrouble(page)).toEqual([]);
      expect(await page.evaluate(isWiderThanScreen)).toBe(false);
    },
  );
});
