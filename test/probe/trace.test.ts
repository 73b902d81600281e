import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FrameEvent, TraceEvent } from '../../src/trace/events.js';
import type { StallCloseEvent } from '../../src/trace/stall-events.js';
import { filesIn, ofType, parsed, probed } from '../support/probed.js';

/** Header, health and the like of a short run, and small stalls of a busy machine. */
const OTHER_BYTES = 8192;
const SPIN = 'function spin(ms) { const end = Date.now() + ms; while (Date.now() < end); }\n';

function innermost(events: readonly TraceEvent[] | undefined): FrameEvent[] {
  const frames = new Map(ofType(events, 'frame').map((frame) => [frame.id, frame]));
  const nodes = new Map(ofType(events, 'stack').flatMap((event) => event.nodes.map(([id, , frame]) => [id, frame])));
  return ofType(events, 'sample').map((sample) => frames.get(nodes.get(sample.stack) ?? 0) as FrameEvent);
}

/** A busy machine may add stalls of its own: the one that a test means is the longest. */
function longest(events: readonly TraceEvent[] | undefined): StallCloseEvent | undefined {
  return ofType(events, 'stall-close').sort((a, b) => b.endNs - b.startNs - (a.endNs - a.startNs))[0];
}

describe('what the probe writes', () => {
  it.concurrent('proves that it is armed before the first line', async () => {
    const { traces } = await probed('');
    const [armed] = ofType(traces[0], 'armed');
    expect(armed?.eyes).toEqual(expect.arrayContaining(['sampler', 'monitor', 'calls', 'gc']));
    expect(ofType(traces[0], 'end')[0]?.exitCode).toBe(0);
  });

  it.concurrent('knows how the loop did when the process is killed a moment after its start', async () => {
    const { traces, signal } = await probed("setTimeout(() => process.kill(process.pid, 'SIGKILL'), 400);");
    expect(signal).toBe('SIGKILL');
    const health = ofType(traces[0], 'health');
    expect(health.length).toBeGreaterThan(0);
    expect(health.every(({ spanNs }) => spanNs > 0)).toBe(true);
  });

  it.concurrent('shows the calls of a turn without the clock that times them', async () => {
    const { traces } = await probed(`
      const fs = require('node:fs');
      setTimeout(() => {
        const end = Date.now() + 400;
        function save() { fs.writeFileSync(__filename + '.txt', 'x'.repeat(500)); }
        while (Date.now() < end) save();
      }, 50);`);
    expect(innermost(traces[0]).filter((frame) => frame.function.endsWith('save')).length).toBeGreaterThan(
      ofType(traces[0], 'sample').length / 2,
    );
    const urls = ofType(traces[0], 'frame').map(({ url }) => url);
    expect(urls.some((url) => url.endsWith('program.js'))).toBe(true);
    expect(urls.filter((url) => url.startsWith('node:internal/perf/'))).toEqual([]);
  });

  it.concurrent('samples the line that blocks', async () => {
    const { traces } = await probed(`${SPIN}setTimeout(() => spin(600), 50);`);
    const close = longest(traces[0]);
    expect(close).toMatchObject({ ended: 'turn' });
    const durationMs = ((close?.endNs ?? 0) - (close?.startNs ?? 0)) / 1e6;
    expect(durationMs).toBeGreaterThanOrEqual(599);
    const places = innermost(traces[0]);
    expect(places.some((frame) => frame.function === 'spin' && frame.line === 1)).toBe(true);
  });

  it.concurrent('keeps the looks of stalls apart that come one right behind the other', async () => {
    const { traces } = await probed(`${SPIN}let n = 0;
      function odd() { spin(700); }
      function even() { spin(700); }
      const timer = setInterval(() => { (++n % 2 ? odd : even)(); if (n === 4) clearInterval(timer); }, 100);`);
    const frames = new Map(ofType(traces[0], 'frame').map((frame) => [frame.id, frame.function]));
    const nodes = new Map(ofType(traces[0], 'stack').flatMap((event) => event.nodes.map(([id, ...of]) => [id, of])));
    const namesOn = (stack: number): string[] => {
      const [parent = 0, frame = 0] = nodes.get(stack) ?? [];
      return parent === 0 && frame === 0 ? [] : [frames.get(frame) ?? '', ...namesOn(parent)];
    };
    const closes = ofType(traces[0], 'stall-close').filter(({ startNs, endNs }) => endNs - startNs > 600e6);
    const seen = closes.map(({ stall }) => {
      const own = ofType(traces[0], 'sample').filter((sample) => sample.stall === stall);
      const names = new Set(own.flatMap((sample) => namesOn(sample.stack)));
      return [names.has('odd'), names.has('even')];
    });
    expect(seen).toEqual([
      [true, false],
      [false, true],
      [true, false],
      [false, true],
    ]);
  });

  it.concurrent('times a call that never looks up, with its place', async () => {
    const { traces } = await probed(
      'const { execSync } = require("child_process");\nsetTimeout(() => {\n  execSync("sleep 0.15");\n}, 20);',
    );
    const [call] = ofType(traces[0], 'call');
    expect(call).toMatchObject({ api: 'child_process.execSync', detail: 'sleep' });
    expect(call?.durationNs).toBeGreaterThan(145e6);
    const frames = new Map(ofType(traces[0], 'frame').map((frame) => [frame.id, frame]));
    const nodes = new Map(
      ofType(traces[0], 'stack').flatMap((event) => event.nodes.map(([id, , frame]) => [id, frame])),
    );
    expect(frames.get(nodes.get(call?.stack ?? 0) ?? 0)?.line).toBe(3);
  });

  it.concurrent('counts the requests that are open about once a second, and no longer when they are answered', async () => {
    const { traces } = await probed(`const http = require('node:http');
      const server = http.createServer((req, res) => setTimeout(() => res.end(), 2600)).listen(0, () => {
        const { port } = server.address();
        const done = () => { if (++answered === 3) setTimeout(() => server.close(), 2600); };
        let answered = 0;
        for (let n = 0; n < 3; n++) http.get({ port, agent: false }, (res) => res.resume().on('end', done));
      });`);
    const open = ofType(traces[0], 'health').map(({ openRequests }) => openRequests);
    expect(open).toContain(3);
    expect(open.at(-1)).toBe(0);
  });

  it.concurrent('counts short calls in one turn', async () => {
    const { traces } = await probed(
      'const fs = require("fs");\nsetTimeout(() => { for (let i = 0; i < 60000; i++) fs.existsSync("/tmp"); }, 20);',
    );
    const close = longest(traces[0]);
    expect(close?.calls[0]).toMatchObject({ api: 'fs.existsSync', count: 60000 });
  });

  it.concurrent('has the stack of a stall on disk while it lasts, and keeps it after SIGKILL', async () => {
    const run = await probed(`${SPIN}setTimeout(() => { console.log("in"); for (;;) spin(10); }, 20);`, {
      onLine(_line, kill, dir) {
        const look = setInterval(() => {
          const text = filesIn(dir).map((file) => readFileSync(file, 'utf8'))[0] ?? '';
          if (!text.includes('"function":"spin"') || !text.includes('"sample"')) return;
          clearInterval(look);
          kill('SIGKILL');
        }, 10);
      },
    });
    expect(run.signal).toBe('SIGKILL');
    // On a busy machine the start is a stall, too, and the loop had no turn in which to tell of its end.
    const last = ofType(run.traces[0], 'stall-open').at(-1);
    expect(last).toBeDefined();
    expect(ofType(run.traces[0], 'stall-close').map(({ stall }) => stall)).not.toContain(last?.stall);
    expect(innermost(run.traces[0]).some((frame) => frame.function === 'spin')).toBe(true);
  });

  it.concurrent('closes a stall that process.exit cuts off', async () => {
    const run = await probed(`${SPIN}setTimeout(() => { spin(120); process.exit(7); }, 20);`);
    expect(run.code).toBe(7);
    expect(longest(run.traces[0])?.ended).toBe('exit');
    expect(ofType(run.traces[0], 'end')[0]?.exitCode).toBe(7);
  });

  it.concurrent('watches startup, and ends it when the main script is over', async () => {
    const run = await probed(`${SPIN}spin(150);`);
    expect(longest(run.traces[0])).toMatchObject({ ended: 'turn' });
  });

  it.concurrent('reaches children that are given an empty environment', async () => {
    const run = await probed(
      `
      const cp = require("child_process");
      cp.spawnSync(process.execPath, ["-e", "1"], { env: {} });
      cp.execFileSync(process.execPath, ["-e", "2"], { env: {} });
      cp.execSync(JSON.stringify(process.execPath) + " -e 3", { env: {} });
      cp.spawn(process.execPath, ["-e", "4"], { env: {} });
      cp.fork(__dirname + "/program.js", [], { env: { CHILD: "1" }, execArgv: [] });
      if (process.env.CHILD) process.exit();`.replace('const cp', 'if (process.env.CHILD) process.exit(); const cp'),
    );
    expect(run.traces).toHaveLength(6);
    expect(run.traces.every((events) => ofType(events, 'armed').length === 1)).toBe(true);
  });

  it.concurrent('keeps a long stall of ever new stacks under 64 KB', async () => {
    const run = await probed(`
      let x = 0;
      const fns = Array.from({ length: 400 }, (_, i) => new Function("f", "x", "for (let i = 0; i < 2e5; i++) x += i; return f(x + " + i + ")"));
      const walk = (depth) => depth === 0 ? x : fns[(Math.random() * 400) | 0](() => walk(depth - 1), x);
      setTimeout(() => { const end = Date.now() + 2500; while (Date.now() < end) x += walk(60); }, 20);`);
    expect((longest(run.traces[0])?.endNs ?? 0) - (longest(run.traces[0])?.startNs ?? 0)).toBeGreaterThan(2400e6);
    expect(run.bytes).toBeLessThan(64 * 1024 + OTHER_BYTES);
  });

  it.concurrent('does not disturb the target when the disk is full', async () => {
    const run = await probed(`${SPIN}setTimeout(() => { spin(120); console.log("fine"); }, 20);`, {
      config: { dir: null, file: '/dev/full' },
    });
    expect(run).toMatchObject({ stdout: 'fine\n', stderr: '', code: 0 });
  });

  it.concurrent('marks shared files with the process that wrote', async () => {
    const file = `/tmp/loopcheck-shared-${process.pid}.ndjson`;
    await probed('', { config: { dir: null, file } });
    const events = parsed(readFileSync(file, 'utf8'));
    expect(events[0]?.type).toBe('of');
    expect(events[1]?.type).toBe('header');
  });

  it.concurrent('leaves package managers alone and goes on to what they start', async () => {
    const run = await probed('require("child_process").spawnSync(process.execPath, ["-e", "1"])', {
      name: 'npm-cli.js',
    });
    expect(run.traces).toHaveLength(1);
    expect(ofType(run.traces[0], 'header')[0]?.script).toBeNull();
  });
});
