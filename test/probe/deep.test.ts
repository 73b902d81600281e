import { describe, expect, it } from 'vitest';
import type { ProcessEvent, TraceEvent } from '../../src/trace/events.js';
import { ofType, probed } from '../support/probed.js';

const SLEEP = `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\n`;

function deep(program: string, name = 'program.js') {
  return probed(SLEEP + program, { name, config: { mode: 'deep' } });
}

/** `name:line` of the frames of a stack, innermost first. */
function places(events: readonly { readonly type: string }[] | undefined, stack: number): string[] {
  const all = (events ?? []) as readonly ProcessEvent[];
  const frames = new Map(ofType(all, 'frame').map((frame) => [frame.id, frame]));
  const nodes = new Map(ofType(all, 'stack').flatMap(({ nodes }) => nodes.map((node) => [node[0], node] as const)));
  const found: string[] = [];
  for (let node = nodes.get(stack); node !== undefined; node = nodes.get(node[1])) {
    const frame = frames.get(node[2]);
    if (frame?.url.endsWith('program.js')) found.push(`${frame.function}:${frame.line}`);
  }
  return found;
}

/** Counts grow: the last account of each place. */
function floating(events: readonly TraceEvent[] | undefined) {
  return [...new Map(ofType(events, 'floating').map((event) => [event.stack, event])).values()];
}

describe('calls whose promise nobody takes up', () => {
  it('are counted by their place, also where a built-in stands between', async () => {
    const { traces, code } = await deep(`
async function save() { await sleep(30); }
async function work() { save(); await null; }
work().then(() => work()).then(() => [1, 2].forEach(async () => { await sleep(20); }));`);
    const found = floating(traces[0]);
    expect(code).toBe(0);
    expect(found.map(({ count }) => count)).toEqual([2, 2]);
    expect(found.map(({ stack }) => places(traces[0], stack).slice(0, 2).join(' < ')).sort()).toEqual([
      ':5 < :5',
      'save:3 < work:4',
    ]);
  });

  it('are none where they are awaited later, returned, raced, handled, in time, or made by Node', async () => {
    const { traces } = await deep(`
async function job() { await sleep(10); }
async function inTime() { job(); await sleep(60); }
async function main() {
  const early = job();
  await sleep(30);
  await early;
  await Promise.all([job(), job()]);
  await Promise.race([job(), sleep(1)]);
  job().catch(() => {});
  await (() => job())();
  await inTime();
}
main().catch(() => {});
setTimeout(async () => { await sleep(5); }, 1);`);
    expect(floating(traces[0]).filter(({ count }) => count > 0)).toEqual([]);
  });
});

describe('awaits that are left', () => {
  it('are told with what they wait for, when the loop ran dry', async () => {
    const { traces } = await deep(`
async function a() { await sleep(1); await later.b; }
async function b() { await sleep(2); await later.a; }
const later = {};
later.a = a();
later.b = b();
later.a.then(() => {});`);
    const left = ofType(traces[0], 'suspended');
    expect(left.map(({ stack }) => places(traces[0], stack)[0]).sort()).toEqual(['a:3', 'b:4']);
    expect(left.map(({ behind }) => behind).sort()).toEqual([1, 2]);
  });

  it('are not told of the losers of a race, nor at process.exit', async () => {
    const program = `
const never = new Promise(() => {});
async function loser() { await never; }
async function main() { await Promise.race([loser(), sleep(5)]); }
main().then(() => {`;
    const raced = await deep(`${program}});`);
    const ended = await deep(`${program} loser().catch(() => {}); process.exit(0); });`);
    expect(ofType(raced.traces[0], 'suspended')).toEqual([]);
    expect(ofType(ended.traces[0], 'suspended')).toEqual([]);
  });
});

describe('many promises', () => {
  it('are followed in part, which is told, and a habit is still found', async () => {
    const { traces, stdout } = await deep(`
async function step(n) { return n + 1; }
async function audit() { await sleep(1); }
async function main() {
  let n = 0;
  while (n < 3e6) {
    n = await step(n);
    if (n % 2e4 === 0) audit();
    if (n % 5e4 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await sleep(50);
  console.log(n);
}
main().catch(() => {});`);
    expect(stdout).toBe('3000000\n');
    expect(ofType(traces[0], 'followed')[0]).toMatchObject({ sampled: true });
    const found = ofType(traces[0], 'floating').filter(({ stack }) => places(traces[0], stack)[0]?.startsWith('audit'));
    expect(found.length).toBeGreaterThan(0);
  }, 120_000);
});

describe('deep mode', () => {
  it('leaves the order of ticks and promises, and the ending, as they are', async () => {
    const program = `${SLEEP}
const log = [];
async function f(x) { log.push('f' + x); await null; log.push('g' + x); return f2(x); }
async function f2(x) { await undefined; log.push('h' + x); }
process.nextTick(() => log.push('tick'));
Promise.resolve().then(() => log.push('then'));
queueMicrotask(() => log.push('micro'));
setImmediate(() => log.push('immediate'));
f(1); f(2).finally(() => log.push('finally'));
(async () => { for await (const x of (async function* () { yield 1; yield 2; })()) log.push('of' + x); })();
process.on('exit', (code) => console.log(code, log.join()));
setTimeout(() => Promise.reject(new Error('nobody')), 20);`;
    const bare = await probed(program, { bare: true });
    const watched = await probed(program, { config: { mode: 'deep' } });
    expect(watched.stdout).toBe(bare.stdout);
    expect(watched.code).toBe(bare.code);
    expect(watched.stderr.split('\n').slice(0, 5)).toEqual(bare.stderr.split('\n').slice(0, 5));
  });

  it('is not loaded by default', async () => {
    const { traces } = await probed(`${SLEEP}async function f() { await sleep(1); } f();`);
    expect(ofType(traces[0], 'followed')).toEqual([]);
  });
});
