import type { BrowserContext, BrowserContextOptions } from 'playwright-core';

export const CHROMIUM: string;
export function openBrowser(
  options?: BrowserContextOptions,
): Promise<{ readonly context: BrowserContext; readonly close: () => Promise<void> }>;
