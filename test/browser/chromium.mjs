import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Debian's own: test/browser/install.sh puts it there. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser with a profile of its own that is offline; `close` ends it and takes the profile away. */
export async function openBrowser(options = {}) {
  if (!existsSync(CHROMIUM)) throw new Error(`There is no ${CHROMIUM}: run test/browser/install.sh.`);
  const profile = mkdtempSync(join(tmpdir(), 'loopcheck-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ARGS,
    offline: true,
    reducedMotion: 'reduce',
    ...options,
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}
