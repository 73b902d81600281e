import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import prometheus from '../../src/metrics/prometheus.cjs';
import { figures, NOTHING } from '../metrics/sample.js';
import { freePort } from '../support/free-port.js';
import { installed, node } from '../support/installed.js';
import { loopcheck } from '../support/loopcheck.js';
import { scratch } from '../support/trace-lines.js';
import { complaints, NO_PROMETHEUS, scraping } from './server.js';

describe.skipIf(NO_PROMETHEUS !== null)(
  `Prometheus itself${NO_PROMETHEUS === null ? '' : ` (${NO_PROMETHEUS})`}`,
  () => {
    it('finds fault with what is wrong: the check itself is real', () => {
      expect(complaints('# TYPE a_total gauge\na_total 1\n')).not.toBe('');
      expect(complaints('a b c\n')).toMatch(/exit code/);
    });

    it.each([
      ['everything is known', figures()],
      ['nothing is known', NOTHING],
    ])('has nothing to say against the text where %s', (_, given) => {
      expect(complaints(prometheus.prometheusText(given))).toBe('');
    });

    it('has nothing to say against the file of a run', async () => {
      const cwd = await installed({ 'app.js': 'const end = Date.now() + 120; while (Date.now() < end);' });
      await loopcheck(['--metrics-file', 'loop.prom', 'app.js'], { cwd });
      const text = await readFile(join(cwd, 'loop.prom'), 'utf8');
      expect(text).toContain('loopcheck_armed 1\n');
      expect(complaints(text)).toBe('');
    });

    it('scrapes a process whose loop stands still, and answers for it', async () => {
      const port = await freePort();
      const cwd = await installed({
        'app.js': `const { existsSync } = require('node:fs');
        const { pbkdf2Sync } = require('node:crypto');
        setTimeout(() => { while (!existsSync('seen')) pbkdf2Sync('a', 'b', 20000, 32, 'sha512'); }, 1500);
        const wait = setInterval(() => existsSync('counted') && clearInterval(wait), 50);`,
      });
      const run = node(cwd, ['--require', 'loopcheck/register', 'app.js'], {
        LOOPCHECK_METRICS_PORT: String(port),
        LOOPCHECK_METRICS_FILE: 'loop.prom',
      });
      const server = await scraping(`127.0.0.1:${port}`, await freePort(), await scratch());
      const blocked = await server.until('loopcheck_eventloop_blocked_seconds', (value) => value > 0.3);
      expect(await server.until('nodejs_eventloop_lag_max_seconds', (value) => value > 0.3)).toBeGreaterThan(0.3);
      await writeFile(join(cwd, 'seen'), '');
      expect(await server.until('loopcheck_stalls_total{cause="sync-call"}', (value) => value > 0)).toBe(1);
      const heldFor = await server.until('loopcheck_stall_seconds_total{cause="sync-call"}', (value) => value > 0);
      expect(heldFor).toBeGreaterThanOrEqual(blocked);
      const live = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      await writeFile(join(cwd, 'counted'), '');
      expect((await run).exitCode).toBe(0);
      const file = await readFile(join(cwd, 'loop.prom'), 'utf8');
      expect([complaints(live), complaints(file)]).toEqual(['', '']);
      const series = (text: string) => text.match(/^\w+(\{.*\})?(?= )/gm);
      expect(series(file)).toEqual(series(live));
    });
  },
);
