import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { Finding } from '../../src/analyze/diagnosis.js';
import type { ObservedEvent, OperationKind } from '../../src/trace/observed.js';
import { code, type ProcessSpec, runTrace, type StackText } from './trace-builder.js';

const MS = 1e6;
const HERE: StackText = ['load@/app/main.js:3:5', 'main@/app/main.js:9:1'];
const SERVER: ProcessSpec['marks'] = [
  { name: 'listen', at: 400 },
  { name: 'running', at: 400 },
];

type Event<T extends ObservedEvent['type']> = Extract<ObservedEvent, { type: T }>;

async function findings(spec: ProcessSpec): Promise<readonly Finding[]> {
  return (await diagnose(runTrace(spec))).findings;
}

/** The findings of a process that has written one event, at `HERE` unless told otherwise. */
function about(make: (stack: number) => ObservedEvent, rest: ProcessSpec = {}, at: StackText = HERE) {
  return findings({ observed: (stack) => [make(stack(at))], ...rest });
}

function crowd(peak: number, kind: OperationKind = 'fetch') {
  return (stack: number): Event<'operations'> => ({
    type: 'operations',
    atNs: 2000 * MS,
    kind,
    api: kind,
    stack,
    looks: 5,
    operations: peak,
    firstNs: 1000 * MS,
    lastNs: 1500 * MS,
    peak,
    peakNs: 1500 * MS,
    run: null,
  });
}

const brief = (found: readonly Finding[]) => found.map(({ id, severity }) => `${id} ${severity}`);

describe('unbounded-concurrency', () => {
  it('is told from 200 at once on, at the line that started them', async () => {
    const [found] = await about(crowd(200));
    expect(found).toMatchObject({ id: 'unbounded-concurrency', severity: 'warning', location: { line: 3 } });
    expect(found?.evidence).toMatchObject({ peak: 200, limit: 200, kind: 'fetch' });
    expect(await about(crowd(199))).toEqual([]);
  });

  it('is an error where somebody said that it was too many', async () => {
    const failure: Event<'failure'> = {
      ...{ type: 'failure', atNs: 1, origin: 'exception', fatal: true, errorEvent: false, name: 'Error' },
      ...{ message: 'too many open files', code: 'EMFILE', stack: 0, started: 0 },
    };
    const found = await findings({ observed: (stack) => [crowd(500, 'fs')(stack(HERE)), failure] });
    expect(brief(found)).toContain('unbounded-concurrency error');
  });

  it('leaves alone what Node starts for one call, and the connections of a request', async () => {
    expect(await about(crowd(900, 'fs'), {}, ['lstat@node:internal/fs/rimraf:80:1', ...HERE])).toEqual([]);
    expect(await about(crowd(900, 'net'), {}, ['createSocket@node:_http_agent:80:1', ...HERE])).toEqual([]);
  });

  it('is told of connections that are made while a request is served: whoever called the line is another matter', async () => {
    const served: StackText = ['connect@node:net:1:1', ...HERE, 'parserOnIncoming@node:_http_server:1:1'];
    expect(brief(await about(crowd(900, 'net'), {}, served))).toEqual(['unbounded-concurrency info']);
  });

  it('is not told of one call beside a crowd that Node made for it', async () => {
    const fanOut = (operations: number) => (stack: number) => ({ ...crowd(500, 'fs')(stack), operations });
    expect(await about(fanOut(249))).toEqual([]);
    expect(brief(await about(fanOut(250)))).toEqual(['unbounded-concurrency warning']);
  });

  it('takes connections that mostly wait for worth knowing, and no more', async () => {
    expect(brief(await about(crowd(900, 'net')))).toEqual(['unbounded-concurrency info']);
  });

  it('says nothing where no line of the user’s is known', async () => {
    expect(await about(crowd(900), {}, ['run@node:internal/x:1:1'])).toEqual([]);
  });
});

describe('threadpool-saturation', () => {
  const wait = (rest: Partial<Event<'pool-wait'>> = {}) => ({
    ...{ type: 'pool-wait' as const, atNs: 1000 * MS, waitNs: 100 * MS, activeNs: 49 * MS, monitorLateNs: 0 },
    ...{ jobs: 12, threads: 4, ...rest },
  });
  const told = (rest: Partial<Event<'pool-wait'>>, spec: ProcessSpec = {}) =>
    findings({ observed: (stack) => [crowd(40, 'crypto')(stack(HERE)), wait(rest)], ...spec });

  it('is told of a wait of 100 ms while the loop was less than half busy', async () => {
    const [found] = await told({});
    expect(found).toMatchObject({ id: 'threadpool-saturation', severity: 'warning', location: { line: 3 } });
    expect(found?.evidence).toMatchObject({ worstMs: 100, jobs: 12, threads: 4, loopBusyShare: 0.49 });
    expect(await told({ waitNs: 99 * MS })).toEqual([]);
    expect(await told({ activeNs: 50 * MS })).toEqual([]);
  });

  it('is not told where the machine was late, or the house was only full', async () => {
    expect(await told({ monitorLateNs: 50 * MS })).toEqual([]);
    expect(await told({ jobs: 4 })).toEqual([]);
    expect(brief(await told({ jobs: 11 }))).toEqual(['threadpool-saturation info']);
  });

  it('is an error in a server', async () => {
    expect(brief(await told({}, { marks: SERVER }))).toEqual(['threadpool-saturation error']);
  });
});

describe('sequential-awaits', () => {
  const run = (operations: number, ms: number, idleMs: number) => (stack: number) => ({
    ...crowd(1)(stack),
    run: { operations, looks: 5, fromNs: 1000 * MS, toNs: (1000 + ms) * MS, idleNs: idleMs * MS },
  });
  const loop = (...body: string[]) => ({
    sources: { '/app/main.js': code('async function load(ids) {', 'for (const id of ids) {', ...body, '}', '}') },
  });
  const INDEPENDENT = loop('await fetch(id);');

  it('is told of ten that took 300 ms, with a loop that had time', async () => {
    const [found] = await about(run(10, 300, 75), INDEPENDENT);
    expect(found).toMatchObject({ id: 'sequential-awaits', severity: 'info', location: { line: 3 } });
    expect(found?.evidence).toMatchObject({ operations: 10, eachMs: 30 });
    expect(await about(run(9, 300, 75), INDEPENDENT)).toEqual([]);
    expect(await about(run(10, 299, 75), INDEPENDENT)).toEqual([]);
    expect(await about(run(10, 300, 74), INDEPENDENT)).toEqual([]);
  });

  it('is a warning from a second on', async () => {
    expect(brief(await about(run(10, 1000, 900), INDEPENDENT))).toEqual(['sequential-awaits warning']);
  });

  it('is not told where another place to the same line had company', async () => {
    const observed: ProcessSpec['observed'] = (stack) => [
      run(20, 900, 800)(stack(HERE)),
      crowd(5)(stack(['load@/app/main.js:3:5', 'other@/app/main.js:12:1'])),
    ];
    expect(await findings({ ...INDEPENDENT, observed })).toEqual([]);
  });

  it.each([
    ['a cursor', 'await fetch(next); next = await fetch(next);'],
    ['a pause', 'await fetch(id); await sleep(10);'],
    ['a way out', 'await fetch(id); if (done) break;'],
    ['a pause made of a timer', 'await fetch(id); await new Promise((ok) => { setTimeout(ok, 60); });'],
    ['a retry', 'try { return await fetch(id); } catch {}'],
    ['rounds that do not differ', 'await fetch(url);'],
    ['a list that grows by what it brings', 'ids.push(await fetch(id));'],
  ])('is not told of %s', async (_, body) => {
    const text = body.startsWith('await fetch(next)') ? 'next = await fetch(next);' : body;
    const at: StackText = [`load@/app/main.js:3:${text.indexOf('fetch') + 1}`];
    expect(await about(run(20, 900, 800), loop(text), at)).toEqual([]);
  });

  it('is told of a round that waits for the outcome of its own request, and not of one that waits for room', async () => {
    const at: StackText = ['load@/app/main.js:3:21'];
    const waits = (event: string) => loop(`const asked = http.request(id); await once(asked, '${event}');`);
    const awaited: StackText = ['load@/app/main.js:3:25'];
    expect(await about(run(20, 900, 800), waits('drain'), at)).toEqual([]);
    const helped = {
      sources: {
        '/app/main.js': code(
          'async function load(ids) {',
          'for (const id of ids) {',
          'const answer = await head(id);',
          '}',
          '}',
          'async function head(id) { const asked = http.request(id); const [answer] = await once(asked, "response"); }',
        ),
      },
    };
    const through: StackText = ['head@/app/main.js:6:46', ...awaited];
    expect((await about(run(20, 900, 800), helped, through))[0]?.location).toMatchObject({ line: 3 });
  });

  it.each([
    ['ids.reduce(async (sum, id) => (await sum) + (await fetch(id)), 0);', true],
    ['ids.reduce((before, id) => before.then(() => fetch(id)), start);', true],
    ['ids.reduce(async (last, id) => fetch(await last, id), 0);', false],
    ['ids.reduce((before, id) => before.then((last) => fetch(id, last)), start);', false],
    ['ids.reduce((all, id) => [...all, fetch(id)], []);', false],
  ])('reads a chain by reduce: %s', async (text, isTold) => {
    const at: StackText = [`@/app/main.js:1:${text.indexOf('fetch') + 1}`];
    const found = await about(run(20, 900, 800), { sources: { '/app/main.js': text } }, at);
    expect(found.length).toBe(isTold ? 1 : 0);
  });

  it.each([
    ['formats what came', 'format(one) { return one.name + this.unit; }', true],
    ['keeps what came elsewhere', 'format(one) { this.#keep(one); } #keep(one) { this.rows.push(one); }', true],
    ['keeps it in what is asked next', 'format(one) { this.#keep(one); } #keep(one) { this.api.token = one; }', false],
    ['is not to be seen', '', false],
  ])('knows what a method of the same object does that %s', async (_, method, isTold) => {
    const lines = ['class Report {', 'async load(ids) {', 'for (const id of ids) {'];
    const body = [
      'this.log.info(id);',
      'const one = await this.api.fetch(id);',
      'this.log.info(one);',
      'this.format(one);',
    ];
    const sources = { '/app/main.js': code(...lines, ...body, '}', '}', method, '}') };
    const found = await about(run(20, 900, 800), { sources }, ['load@/app/main.js:5:28']);
    expect(found.map(({ location }) => location?.line)).toEqual(isTold ? [5] : []);
  });

  it.each([
    ['a counter', 'let next = 0;', 'while (next < jobs.length) { const mine = next++; await fetch(jobs[mine]); }'],
    ['an iterator', 'const left = jobs.entries();', 'for (const [i, job] of left) await fetch(job, i);'],
    ['its generator', 'const left = all(); function* all() {}', 'for (const job of left) await fetch(job);'],
    ['a field', '', 'for (; this.next < jobs.length; this.next++) await fetch(jobs[this.next]);'],
  ])('leaves a runner of a pool in peace, which shares %s with others', async (_, shared, loopText) => {
    const text = code('async function pool(jobs) {', shared, 'const runner = async () => {', loopText, '};', '}');
    const at: StackText = [`runner@/app/main.js:4:${loopText.indexOf('fetch') + 1}`];
    expect(await about(run(20, 900, 800), { sources: { '/app/main.js': text } }, at)).toEqual([]);
    const own = code(
      'async function pool(jobs) {',
      '',
      'const runner = async () => {',
      `${shared} ${loopText}`,
      '};',
      '}',
    );
    const moved: StackText = [`runner@/app/main.js:4:${shared.length + 1 + loopText.indexOf('fetch') + 1}`];
    const found = await about(run(20, 900, 800), { sources: { '/app/main.js': own } }, moved);
    expect(found.length).toBe(shared === '' ? 0 : 1);
  });

  it.each([
    ['a field', 'async step(id) { this.state = await fetch(id, this.state); }', 'this.step(id)', false],
    [
      'a private field',
      'async #step(id) { const t = this.#t; this.#t = await fetch(id, t); }',
      'this.#step(id)',
      false,
    ],
    ['nothing', 'async step(id) { this.last = await fetch(id, this.state); }', 'this.step(id)', true],
    ['a count', 'async step(id) { await fetch(id); this.count += 1; }', 'this.step(id)', true],
  ])('reads that a method hands on %s from one round to the next', async (_, method, call, isTold) => {
    const lines = [
      'class Saga {',
      method,
      'async run(ids) {',
      'for (const id of ids) {',
      `await ${call};`,
      '}',
      '}',
      '}',
    ];
    const at: StackText = [`step@/app/main.js:2:${method.indexOf('fetch') + 1}`, 'run@/app/main.js:5:12'];
    const found = await about(run(20, 900, 800), { sources: { '/app/main.js': code(...lines) } }, at);
    expect(found.map(({ location }) => location?.line)).toEqual(isTold ? [5] : []);
  });

  it('leaves a runner in peace that is given its iterator', async () => {
    const text = code(
      'async function runner(left) { for (const job of left) await fetch(job); }',
      'const all = jobs.values();',
      'for (let i = 0; i < 4; i++) runner(all);',
    );
    const at: StackText = [`runner@/app/main.js:1:${text.indexOf('fetch') + 1}`];
    expect(await about(run(20, 900, 800), { sources: { '/app/main.js': text } }, at)).toEqual([]);
  });

  it('takes the time between ways that differ from the health of the loop', async () => {
    const ways = (idleShare: number): ProcessSpec => ({
      ...INDEPENDENT,
      observed: (stack) =>
        Array.from({ length: 12 }, (_, i) => ({
          ...crowd(1)(stack([...HERE.slice(0, 1), `way${i}@/app/main.js:${20 + i}:1`])),
          run: { operations: 1, looks: 1, fromNs: (1000 + i * 40) * MS, toNs: (1000 + i * 40) * MS, idleNs: 0 },
        })),
      health: [{ at: 2000, span: 1000, idle: 1000 * idleShare, delays: [[1, 50]] }],
    });
    expect(brief(await findings(ways(0.9)))).toEqual(['sequential-awaits info']);
    expect(await findings(ways(0.1))).toEqual([]);
  });
});

describe('missing-timeout', () => {
  const pending = (ms: number, open: boolean) => (stack: number) => ({
    ...{ type: 'pending' as const, atNs: (1000 + ms) * MS, id: 1, kind: 'fetch' as const, label: 'GET http://x/' },
    ...{ stack, sinceNs: 1000 * MS, open },
  });

  it('is an error where the answer never came, and a warning where it came late', async () => {
    expect(brief(await about(pending(2000, true)))).toEqual(['missing-timeout error']);
    expect(brief(await about(pending(2500, false)))).toEqual(['missing-timeout warning']);
    expect(await about(pending(1999, false))).toEqual([]);
  });

  it.each([
    'async function load() { await Promise.race([fetch(x), late]); }',
    'async function load() { fetch(x); setTimeout(() => controller.abort(), 9); }',
    'async function load() { fetch(x, { timeout: 100 }); }',
    'async function load() { const p = fetch(x); return Promise.race([p, late]); }',
    'async function load() { const a = AbortSignal.timeout(9); const o = { agent, a }; await fetch(x, o); }',
    'const load = (x) => withTimeout(fetch(x), 9);',
    'const load = (x) => withTimeout(async () => { const y = f(x); await fetch(y); }, 9);',
    'const load = (x) => retry(async () => { const y = f(x); await fetch(y); }, { timeout: 9 });',
    'function load() { let r; setTimeout(() => r.destroy(), 9); lookUp(x, () => { r = fetch(x); }); }',
    'const p = fetch(x); const all = [p, late]; await Promise.race([p, late]);',
  ])('is not told where the code sets a limit of its own: %s', async (text) => {
    const at: StackText = [`load@/app/main.js:1:${text.indexOf('fetch(') + 1}`];
    expect(await about(pending(3000, true), { sources: { '/app/main.js': text } }, at)).toEqual([]);
  });

  it.each([
    'async function load() { await get(x, { timeout: 9 }); await fetch(x); }',
    'async function load() { const a = await get(x, { signal }); await fetch(x + a); }',
    'async function load() { const a = net.connect(x); setTimeout(() => a.destroy(), 9); await fetch(x); }',
    'async function load() { if (await fetch(x)) return; await Promise.race([get(x), late]); }',
    'const server = createServer({ requestTimeout: 9 }, async () => { await fetch(x); });',
    'const s = createServer((q, r) => setTimeout(() => r.end(), 9)); await fetch(s.url);',
    'class Client { slow() { return withTimeout(this.load()); } load() { return fetch(x); } }',
  ])('is told where the limit beside it is that of something else: %s', async (text) => {
    const at: StackText = [`load@/app/main.js:1:${text.indexOf('fetch(') + 1}`];
    expect(brief(await about(pending(3000, true), { sources: { '/app/main.js': text } }, at))).toEqual([
      'missing-timeout error',
    ]);
  });

  it.each([
    ['it is read as JSON', 'const answer = await fetch(x); return answer.json();', true],
    ['its end resolves', "new Promise((ok) => { fetch(x).on('end', () => ok()); });", true],
    ['each part is taken as it comes', 'for await (const part of (await fetch(x)).body) keep(part);', false],
  ])('is told of an answer that began and did not say how long it is where %s: %s', async (_, body, isTold) => {
    const text = `async function load() { ${body} }`;
    const began = (stack: number) => ({ ...pending(3000, true)(stack), began: true, streams: true });
    const at: StackText = [`load@/app/main.js:1:${text.indexOf('fetch(') + 1}`];
    const found = await about(began, { sources: { '/app/main.js': text } }, at);
    expect(brief(found)).toEqual(isTold ? ['missing-timeout error'] : []);
    if (isTold) expect(found[0]?.evidence).toMatchObject({ began: true });
  });

  it.each([
    [
      'its data listener resolves',
      "new Promise((done) => { const s = net.connect(x); s.on('data', () => done()); });",
      true,
    ],
    [
      'a named listener does',
      "new Promise((done) => { net.connect(x).on('data', f); function f() { done(); } });",
      true,
    ],
    [
      'the promise itself listens',
      "const s = net.connect(x); await new Promise((done) => s.once('data', done));",
      true,
    ],
    ['its end alone resolves', "new Promise((done) => { net.connect(x).on('data', keep).on('close', done); });", false],
    ['nobody waits', "net.connect(x).on('data', keep);", false],
    ['what arrives first ends it', "const s = net.connect(x); s.on('data', (d) => { keep(d); s.end(); });", true],
    ['only the first that arrives is heard', "const s = net.connect(x); s.once('data', keep);", true],
    ['the first that arrives is awaited', "const s = net.connect(x); await once(s, 'data');", true],
    ['more is heard after a first word', "const s = net.connect(x); s.once('data', greet); s.on('data', keep);", false],
    ['another one is ended', "const s = net.connect(x); s.on('data', (d) => { other.end(d); });", false],
  ])('takes a connection that listens for one that waits for an answer where %s', async (_, body, isTold) => {
    const text = `async function ask() { ${body} }`;
    const listens = (stack: number) => ({ ...pending(3000, true)(stack), kind: 'net' as const, listens: true });
    const at: StackText = [`ask@/app/main.js:1:${text.indexOf('net.connect') + 1}`];
    const found = await about(listens, { sources: { '/app/main.js': text } }, at);
    expect(brief(found)).toEqual(isTold ? ['missing-timeout error'] : []);
  });

  it('is told where a timer ends but a server of the program’s own', async () => {
    const text =
      'async function load() { fetch(x); setTimeout(() => api.close(), 9); } const api = createServer().listen(0);';
    const found = await about(pending(3000, true), { sources: { '/app/main.js': text } }, ['load@/app/main.js:1:25']);
    expect(brief(found)).toEqual(['missing-timeout error']);
  });
});

describe('ignored-error', () => {
  const failure = (rest: Partial<Event<'failure'>> = {}) => ({
    ...{ type: 'failure' as const, atNs: 1000 * MS, origin: 'rejection' as const, fatal: true, errorEvent: false },
    ...{ name: 'Error', message: 'no', stack: 0, started: 0, ...rest },
  });

  it('is an error where it ended the process, a warning where a handler kept it alive', async () => {
    expect(brief(await about((stack) => failure({ stack })))).toEqual(['ignored-error error']);
    expect(brief(await about((stack) => failure({ stack, fatal: false })))).toEqual(['ignored-error warning']);
  });

  it('stands where the operation was started, if the error itself tells no line of the user’s', async () => {
    const [found] = await findings({
      observed: (stack) => [failure({ stack: stack(['afterConnect@node:net:1:1']), started: stack(HERE) })],
    });
    expect(found?.location).toMatchObject({ file: '/app/main.js', line: 3 });
  });

  it('is worth knowing in a child whose run went well', async () => {
    const trace = runTrace({}, { pid: 200, observed: () => [failure()] });
    expect(brief((await diagnose(trace)).findings)).toEqual(['ignored-error info']);
  });

  it('is not told of programs that could not be read, nor of workers that ended', async () => {
    expect(await findings({ observed: () => [failure({ name: 'SyntaxError' })] })).toEqual([]);
    expect(await findings({ observed: () => [failure({ code: 'MODULE_NOT_FOUND' })] })).toEqual([]);
    expect(await findings({ observed: () => [failure({ threadId: 3 })] })).toEqual([]);
  });
});

describe('leaked-handle', () => {
  const quiet = (rest: Partial<Event<'quiet'>> = {}): Event<'quiet'> => ({
    ...{ type: 'quiet', sinceNs: 9000 * MS, atNs: 9500 * MS, resources: [['Timeout', 1]], over: false, ...rest },
  });
  const dry: ProcessSpec['marks'] = [{ name: 'loop-empty', at: 9990 }];
  const told = (events: readonly ObservedEvent[], spec: ProcessSpec = {}) =>
    findings({ marks: dry, observed: () => events, ...spec });

  it('is told of a second at the end in which only timers were left', async () => {
    const [found] = await told([quiet()]);
    expect(found).toMatchObject({ id: 'leaked-handle', severity: 'warning', location: null, totalMs: 1000 });
    expect(found?.evidence).toMatchObject({ resources: '1 Timeout' });
    expect(await told([quiet({ sinceNs: 9001 * MS })])).toEqual([]);
  });

  it('names who made most of what was left, as far as promises and callbacks were followed', async () => {
    const deep = (at: number) => (stack: (frames: string[]) => number) => [
      { type: 'held' as const, atNs: at * MS, rows: [['Timeout', stack(['poll@/app/main.js:3:5']), 4]] as const },
    ];
    const [found] = await told([quiet()], { deep: deep(9600) });
    expect(found?.location).toMatchObject({ file: '/app/main.js', line: 3, function: 'poll' });
    expect((await told([quiet()], { deep: deep(8900) }))[0]?.location).toBeNull();
  });

  it('is not told of who waits for others, who serves, who pauses often, or who exits on purpose', async () => {
    const waiting: Event<'quiet'>['resources'] = [
      ['Timeout', 1],
      ['ProcessWrap', 1],
    ];
    expect(await told([quiet({ resources: waiting })])).toEqual([]);
    expect(await told([quiet()], { marks: SERVER })).toEqual([]);
    expect(await told([quiet({ sinceNs: 3000 * MS, over: true }), quiet()])).toEqual([]);
    expect(await told([quiet({ over: true })])).toEqual([]);
    expect(await told([quiet()], { marks: [{ name: 'running', at: 500 }] })).toEqual([]);
  });

  it('is not told of intervals that somebody ended, nor of one pause after the other, which work out of sight', async () => {
    expect(await told([quiet({ intervals: 1, turns: 2 })])).toEqual([]);
    expect(await told([quiet({ intervals: 0, turns: 11 })])).toEqual([]);
    // One forgotten timer beside a few passes of others.
    expect(await told([quiet({ intervals: 0, turns: 10 })])).toHaveLength(1);
    expect(await told([quiet({ intervals: 1, turns: 1 })])).toHaveLength(1);
    const connected: Event<'quiet'>['resources'] = [['TCPSocketWrap', 1]];
    expect(await told([quiet({ resources: connected, intervals: 0, turns: 50 })])).toHaveLength(1);
  });

  it('is not told of a pause at the top that ended as a wait for nothing', async () => {
    expect((await told([quiet()], { exitCode: 13 })).map(({ id }) => id)).not.toContain('leaked-handle');
  });

  it('is told of timers that outlive a closed server, and not of its connections, which are for others to end', async () => {
    const closed: ProcessSpec['marks'] = [{ name: 'listen', at: 100 }, ...(dry ?? [])];
    expect(await told([quiet()], { marks: closed })).toHaveLength(1);
    const connected: Event<'quiet'>['resources'] = [
      ['Timeout', 1],
      ['TCPSocketWrap', 2],
    ];
    expect(await told([quiet({ resources: connected })], { marks: closed })).toEqual([]);
  });

  const kept = (at: number, timers: number, sockets = 0): Event<'resources'> => ({
    ...{ type: 'resources', atNs: at * MS },
    resources: [
      ['Timeout', timers],
      ['TCPSocketWrap', sockets],
    ],
  });
  const counts = (...timers: number[]) => timers.map((count, i) => kept(1000 * (i + 1), count));

  it('is told of 20 timers that only ever became more', async () => {
    const [found] = await findings({ observed: () => counts(6, 13, 20) });
    expect(found).toMatchObject({ id: 'leaked-handle', severity: 'warning', location: null });
    expect(found?.evidence).toMatchObject({ kind: 'growing', n: 20, worstMs: 2000 });
    expect(await findings({ observed: () => counts(6, 13, 19) })).toEqual([]);
  });

  it('is not told of timers that end, that were set at one go, or that belong to connections', async () => {
    expect(await findings({ observed: () => counts(10, 30, 29, 40) })).toEqual([]);
    expect(await findings({ observed: () => counts(10, 30) })).toEqual([]);
    expect(await findings({ observed: () => counts(50, 54, 59) })).toEqual([]);
    expect(await findings({ observed: () => [kept(1000, 10, 10), kept(2000, 20, 20), kept(3000, 30, 30)] })).toEqual(
      [],
    );
  });

  const CONNECTS: StackText = ['connect@node:net:1:1', ...HERE];
  /** Counts of connections, and of requests that were served meanwhile; `at` is who made the connections. */
  const opened = (
    outgoing: readonly number[],
    {
      requests = 100,
      open = 0,
      incoming = 0,
      at = CONNECTS,
    }: Partial<Record<'requests' | 'open' | 'incoming', number>> & { at?: StackText } = {},
  ) =>
    findings({
      observed: (stack) => [
        ...outgoing.map((count, i) => ({ ...kept(1000 * (i + 1), 0, count), outgoing: count, incoming })),
        { ...crowd(3, 'net')(stack(at)), operations: 40 },
      ],
      health: [{ at: 3000, delays: [], requests, openRequests: open }],
    });

  it('is told of 20 connections that requests made and nobody ended, at the line that makes them', async () => {
    const [found] = await opened([6, 13, 20]);
    expect(found).toMatchObject({ id: 'leaked-handle', severity: 'warning', location: { line: 3 } });
    expect(found?.evidence).toMatchObject({ kind: 'growing', what: 'connections', n: 20, worstMs: 2000 });
    expect(await opened([6, 13, 19])).toEqual([]);
    expect(await opened([6, 22, 21])).toEqual([]);
  });

  it('is not told of connections without requests, of those that open requests or others hold, nor of a package’s', async () => {
    expect(await opened([6, 13, 20], { requests: 19 })).toEqual([]);
    expect(await opened([6, 13, 20], { open: 10 })).toEqual([]);
    expect(await opened([6, 13, 20], { incoming: 10 })).toEqual([]);
    expect(await opened([6, 13, 20], { at: ['connect@/app/node_modules/db/index.js:1:1', ...HERE] })).toEqual([]);
    expect(await opened([6, 13, 20], { at: ['createSocket@node:_http_agent:80:1', ...HERE] })).toEqual([]);
  });

  it('names who made the timers that piled up, where deep mode tells', async () => {
    const deep = (stack: (frames: string[]) => number) => [
      { type: 'held' as const, atNs: 3100 * MS, rows: [['Timeout', stack(['beat@/app/main.js:3:5']), 25]] as const },
    ];
    const [found] = await findings({ observed: () => counts(8, 16, 26), deep });
    expect(found).toMatchObject({ location: { line: 3, function: 'beat' }, evidence: { n: 25, all: 26 } });
  });

  it('is told of listeners that pile up', async () => {
    const [found] = await about((stack) => ({
      ...{ type: 'warning', atNs: 1, name: 'MaxListenersExceededWarning', message: '', stack },
      ...{ listeners: 11, event: 'news', emitter: 'EventEmitter' },
    }));
    expect(found).toMatchObject({ id: 'leaked-handle', location: { line: 3 } });
    expect(found?.evidence).toMatchObject({ kind: 'listeners', listeners: 11, event: 'news' });
  });
});

describe('ignored-backpressure', () => {
  const MB = 1024 * 1024;
  const writes = (rest: Partial<Event<'unheeded'>>) => (stack: number) => ({
    ...{ type: 'unheeded' as const, atNs: 1, id: 1, stream: 'Socket', stack, writes: 100, peak: 8 * MB },
    ...{ highWaterMark: MB, objectMode: false, ...rest },
  });

  it('is told of 100 writes and 8 MB, or 16 times what the stream asked for', async () => {
    expect(brief(await about(writes({})))).toEqual(['ignored-backpressure warning']);
    expect(await about(writes({ writes: 99 }))).toEqual([]);
    expect(await about(writes({ peak: 8 * MB - 1 }))).toEqual([]);
    expect(brief(await about(writes({ peak: 16 * 1024, highWaterMark: 1024 })))).toEqual(['ignored-backpressure info']);
  });

  it('is a warning in a server, however little it is', async () => {
    const found = await about(writes({ peak: 16 * 1024, highWaterMark: 1024 }), { marks: SERVER });
    expect(brief(found)).toEqual(['ignored-backpressure warning']);
  });
});

describe('sync-async-mix', () => {
  const text = code(
    'function load(file, done) {',
    'if (now) return done(readFileSync(file));',
    'readFile(file, done);',
    '}',
  );
  const told = (calls: Event<'sync-counts'>['calls'], source = text) =>
    findings({
      sources: { '/app/main.js': source },
      observed: (stack) => [
        { ...crowd(2, 'fs')(stack(HERE)), api: 'fs.readFile' },
        { type: 'sync-counts', atNs: 1, calls },
      ],
    });

  it('is worth knowing where both ran, at the line of the synchronous one', async () => {
    const [found] = await told([['fs.readFileSync', 2]]);
    expect(found).toMatchObject({ id: 'sync-async-mix', severity: 'info', location: { line: 2, column: 22 } });
    expect(found?.evidence).toMatchObject({ api: 'fs.readFileSync', twin: 'fs.readFile', calls: 2, asyncLine: 3 });
  });

  it('is not told where the twin did not run, or stands outside of any function', async () => {
    expect(await told([['fs.statSync', 2]])).toEqual([]);
    expect(
      await told([['fs.readFileSync', 2]], code('readFileSync(a);', 'async () => {', 'readFile(a);', '}')),
    ).toEqual([]);
  });
});
