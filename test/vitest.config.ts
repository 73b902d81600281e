import { defineConfig } from 'vitest/config';
import { builtCjs } from './support/built-cjs.js';

export default defineConfig({
  plugins: [builtCjs()],
  test: {
    include: ['test/**/*.test.ts'],
    // Suites that loopcheck is run on, and what needs a browser, Prometheus or a database (npm run test:browser, …).
    exclude: ['test/real/programs/**', 'test/browser/**', 'test/prometheus/**', 'test/clickhouse/**'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    // The end-to-end tests start real programs that block a core: two at a time is what two cores carry.
    maxWorkers: 2,
  },
});
