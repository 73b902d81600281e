import { defineConfig } from 'vitest/config';
import { builtCjs } from '../support/built-cjs.js';

/** Metrics as a real Prometheus takes them: `npm run test:prometheus`. It is put there by test/prometheus/install.sh. */
export default defineConfig({
  plugins: [builtCjs()],
  test: {
    include: ['test/prometheus/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    maxWorkers: 1,
  },
});
