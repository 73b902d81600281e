import { defineConfig } from 'vitest/config';
import { builtCjs } from '../support/built-cjs.js';

/** Tests of the HTML report in a browser: `npm run test:browser`. They need Chromium (test/browser/install.sh). */
export default defineConfig({
  plugins: [builtCjs()],
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
