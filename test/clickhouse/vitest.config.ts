import { defineConfig } from 'vitest/config';
import { builtCjs } from '../support/built-cjs.js';

/** Tests of triage on a real ClickHouse: `npm run test:clickhouse`. They need its server (test/clickhouse/install.sh). */
export default defineConfig({
  plugins: [builtCjs()],
  test: {
    include: ['test/clickhouse/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/clickhouse/server.ts'],
    testTimeout: 60_000,
    maxWorkers: 1,
  },
});
