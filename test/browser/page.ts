import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import type { Budgets } from '../../src/gate/verdict.js';
import { htmlPage } from '../../src/report/html/render.js';
import { reportOf } from '../report/html/pages.js';
import { CWD } from '../report/sample.js';
import { openBrowser } from './chromium.mjs';

/** A page in the browser, with all that went wrong in it so far. */
export interface Opened {
  readonly page: Page;
  /** Errors, dialogs, requests and what the policy stopped, a line each. */
  readonly trouble: readonly string[];
}

/** How the pages are rendered: for the sample's folder. */
export const OPTIONS = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };

/** Writes a page to a file, which goes with the test. */
export function writeText(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'loopcheck-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.html');
  writeFileSync(file, text);
  return file;
}

/** The page of a run in a file. */
export function writePage(run: Diagnosis, budgets: Budgets = {}): string {
  return writeText(htmlPage.render(reportOf(run, budgets), OPTIONS));
}

/** Opens the file in a browser of its own, and waits until its script has done its work. */
export async function open(file: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const { context, close } = await openBrowser({ viewport: { width: 1200, height: 800 }, ...options });
  onTestFinished(close);
  const page = context.pages()[0] ?? (await context.newPage());
  const trouble: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && trouble.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.locator('html[data-ready]').waitFor();
  return { page, trouble };
}
