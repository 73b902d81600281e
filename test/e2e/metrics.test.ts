import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { collector } from '../support/collector.js';
import { freePort } from '../support/free-port.js';
import { installed, node } from '../support/installed.js';
import { loopcheck } from '../support/loopcheck.js';
import { metricsIn, type OtlpRequest, readByProtocol, resourceIn } from '../support/otlp-schema.js';
import { program } from '../support/program.js';

const BURN = `function burn(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}
`;

const REGISTER = { NODE_OPTIONS: '--require loopcheck/register' };

async function notes(cwd: string): Promise<readonly string[]> {
  const { processes } = await readTrace(join(cwd, '.loopcheck'));
  return processes.flatMap((process) => (process.notes ?? []).map(({ text }) => text));
}

/** Asks until there is an answer: the port opens a second after the start. */
async function scrape(url: string, path = '/metrics', init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const response = await fetch(`${url}${path}`, init).catch(() => null);
    if (response !== null) return response;
    await new Promise((wait) => setTimeout(wait, 25));
  }
}

const figureIn = (text: string, series: string) => Number(new RegExp(`^${series} (.*)$`, 'm').exec(text)?.[1]);

describe('--otlp', () => {
  it('sends the figures of a run, and of its saved trace again, to a real receiver', async () => {
    const cwd = await program({ 'app.js': `${BURN}setTimeout(() => burn(150), 50);` });
    const { url, received } = await collector();
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=k', OTEL_SERVICE_NAME: 'shop' };
    const startedMs = Date.now();
    const run = await loopcheck(['--otlp', url, 'app.js'], { cwd, env });
    expect(run.stderr).toContain(`loopcheck: sent the metrics to ${url}/v1/metrics\n`);
    expect(received).toMatchObject([{ method: 'POST', path: '/v1/metrics', headers: { 'api-key': 'k' } }]);
    const request = JSON.parse(received[0]?.body ?? '') as OtlpRequest;
    expect(readByProtocol(request)).toEqual(request);
    expect(resourceIn(request)).toMatchObject({ 'service.name': 'shop', 'process.runtime.name': 'nodejs' });
    const metrics = metricsIn(request);
    const counted = metrics.get('loopcheck.stalls')?.sum?.dataPoints ?? [];
    const json = await loopcheck(['report', '--format', 'json', '--output', '-'], { cwd, env });
    const { stalls } = JSON.parse(json.stdout) as { stalls: readonly { cause: { kind: string } }[] };
    expect(stalls.length).toBeGreaterThan(0);
    for (const { attributes, asInt } of counted) {
      const kind = attributes?.[0]?.value['stringValue'];
      expect([kind, asInt]).toEqual([kind, String(stalls.filter(({ cause }) => cause.kind === kind).length)]);
    }
    expect(counted.map(({ asInt }) => Number(asInt)).reduce((sum, count) => sum + count, 0)).toBe(stalls.length);
    expect(metrics.get('nodejs.eventloop.delay.max')?.gauge?.dataPoints[0]?.asDouble).toBeGreaterThan(0.1);
    const [point] = counted;
    expect(Number(point?.startTimeUnixNano) / 1e6).toBeGreaterThan(startedMs - 1000);
    expect(Number(point?.timeUnixNano)).toBeGreaterThan(Number(point?.startTimeUnixNano));

    await loopcheck(['report', '--otlp', url], { cwd, env });
    expect(JSON.parse(received[1]?.body ?? '')).toEqual(request);
  });

  it('says what went wrong, and changes no exit code', async () => {
    const cwd = await program({ 'app.js': 'setTimeout(() => {}, 50);' });
    const { url } = await collector(503);
    const run = await loopcheck(['--otlp', url, 'app.js'], { cwd });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain(`loopcheck: the metrics could not be sent to ${url}/v1/metrics (HTTP 503)\n`);
    const wrong = await loopcheck(['--otlp', 'localhost:4318', 'app.js'], { cwd });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toMatch(/^loopcheck: --otlp got "localhost:4318": give an address .*\n$/);
  });
});

describe('metrics of a process that records itself', () => {
  it('are answered on a port while the loop stands still, and the port keeps nothing alive', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const cwd = await installed({
      // Blocks until it is told that somebody has an answer.
      'app.js': `const fs = require('node:fs');
        setTimeout(() => { while (!fs.existsSync('answered')); }, 1500);`,
    });
    const env = { ...REGISTER, LOOPCHECK_METRICS_PORT: String(port) };
    const run = node(cwd, ['app.js'], env);
    let text = '';
    while (!(figureIn(text, 'loopcheck_eventloop_blocked_seconds') > 0.1)) {
      text = await (await scrape(url)).text();
    }
    expect(figureIn(text, 'loopcheck_armed')).toBe(1);
    expect(figureIn(text, 'nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.1);
    expect((await scrape(url, '/metrics', { method: 'POST' })).status).toBe(405);
    expect((await scrape(url, '/else')).status).toBe(404);
    expect((await scrape(url)).headers.get('content-type')).toContain('text/plain; version=0.0.4');
    await writeFile(join(cwd, 'answered'), '');
    expect(await run).toMatchObject({ exitCode: 0, all: '' });
  });

  it('are sent by OTLP from beside the loop, also while it stands still', async () => {
    const { url, received, until } = await collector();
    const cwd = await installed({
      'app.js': `const fs = require('node:fs');
        setTimeout(() => { while (!fs.existsSync('answered')); }, 500);`,
    });
    const env = {
      ...REGISTER,
      LOOPCHECK_OTLP_ENDPOINT: 'otel',
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=hunter2',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    };
    const run = node(cwd, ['app.js'], env);
    await until(2);
    await writeFile(join(cwd, 'answered'), '');
    expect(await run).toMatchObject({ exitCode: 0, all: '' });
    const request = JSON.parse(received[1]?.body ?? '') as OtlpRequest;
    expect(received[1]?.headers['api-key']).toBe('hunter2');
    expect(readByProtocol(request)).toEqual(request);
    expect(resourceIn(request)).toMatchObject({ 'service.name': 'app.js' });
    const blocked = metricsIn(request).get('loopcheck.eventloop.blocked')?.gauge?.dataPoints[0];
    expect(blocked?.asDouble).toBeGreaterThan(0.5);
    expect(await notes(cwd)).toEqual([]);
  });

  it('of a short life are in its file when it is over', async () => {
    const cwd = await installed({ 'app.js': BURN });
    await node(cwd, ['app.js'], { ...REGISTER, LOOPCHECK_METRICS_FILE: 'loop.prom', LOOPCHECK_METRICS_PORT: '0' });
    expect(figureIn(await readFile(join(cwd, 'loop.prom'), 'utf8'), 'loopcheck_armed')).toBe(1);
    expect(await notes(cwd)).toEqual([]);
  });

  it('that cannot be had are told in the trace once, and disturb nothing', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const cwd = await installed({
      // Until all three are told.
      'app.js': `const fs = require('node:fs');
        const wait = setInterval(() => {
          const text = fs.readdirSync('.loopcheck').map((name) => fs.readFileSync('.loopcheck/' + name, 'utf8')).join('');
          if (text.split('"type":"note"').length <= 3) return;
          clearInterval(wait);
          console.log('done');
        }, 20);`,
    });
    const env = {
      ...REGISTER,
      LOOPCHECK_METRICS_PORT: String(port),
      LOOPCHECK_METRICS_FILE: 'nowhere/loop.prom',
      LOOPCHECK_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    };
    expect(await node(cwd, ['app.js'], env)).toMatchObject({ exitCode: 0, all: 'done' });
    expect((await notes(cwd)).toSorted()).toEqual([
      `Metrics could not be sent to http://127.0.0.1:1/v1/metrics (ECONNREFUSED); the next ones are tried all the same.`,
      `Metrics could not be served at 127.0.0.1:${port} (EADDRINUSE); it is tried again.`,
      `The metrics could not be written to ${join(cwd, 'nowhere/loop.prom')} (ENOENT; it is tried again).`,
    ]);
  });

  it('are there from start() too, and a free port is told', async () => {
    const cwd = await installed({
      'app.mjs': `import { readFileSync } from 'node:fs';
        import { start } from 'loopcheck';
        start({ metricsPort: 0, metricsFile: 'loop.prom' });
        const wait = setInterval(async () => {
          try {
            if (!readFileSync('loop.prom', 'utf8').includes('loopcheck_armed 1')) return;
            clearInterval(wait);
            setTimeout(() => console.log('written'), 1200);
          } catch {}
        }, 20);`,
    });
    expect((await node(cwd, ['app.mjs'])).all).toBe('written');
    expect(await notes(cwd)).toEqual([
      expect.stringMatching(/^Metrics are served at http:\/\/127\.0\.0\.1:\d+\/metrics\.$/),
    ]);
    const bad = await installed({ 'app.mjs': `import { start } from 'loopcheck'; start({ metricsPort: 70000 });` });
    expect((await node(bad, ['app.mjs'])).stderr).toContain('metricsPort must be a number of 0 to 65535, not 70000');
  });
});
