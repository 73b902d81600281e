import { describe, expect, it } from 'vitest';
import { judgeOne, placeOf, TICK, TIMER } from './support.js';
import { code, every, type LookSpec } from './trace-builder.js';

const app = (...lines: readonly string[]) => ({ sources: { '/app/main.js': code(...lines) } });
const judgeAt = (frames: readonly string[], rest: ReturnType<typeof app>) =>
  judgeOne({ ms: 100, looks: every(10, 100, [...frames, ...TIMER]) }, rest);

describe('regex', () => {
  const source = app(
    'const EMAIL = /^([a-z]+)+$/;',
    'function check(text) {',
    '  if (/^(a+)+$/.test(text)) return 1;',
    '  if (EMAIL.test(text)) return 2;',
    '  return text.replace(/(x+)+y/g, (all) => slow(all));',
    '}',
  );

  it('is told by looks inside an expression, with the pattern as written', async () => {
    const stall = await judgeAt(['RegExp.test@', 'check@/app/main.js:3:17'], source);
    expect([stall.cause.kind, placeOf(stall), stall.cause.pattern]).toEqual(['regex', 'main.js:3', '/^(a+)+$/']);
    expect(stall.cause.evidence).toContain('/^(a+)+$/');
  });

  it('finds the pattern behind a name', async () => {
    const { cause } = await judgeAt(['RegExp.exec@', 'RegExp.test@', 'check@/app/main.js:4:13'], source);
    expect([cause.kind, cause.pattern]).toEqual(['regex', '/^([a-z]+)+$/']);
  });

  it('is told of String methods that run expressions, but not of the callbacks that they call', async () => {
    const replace = 'String.replace@';
    const inside = await judgeAt([replace, 'check@/app/main.js:5:15'], source);
    const callback = await judgeAt(['slow@/app/main.js:9:3', replace, 'check@/app/main.js:5:15'], source);
    expect([inside.cause.kind, callback.cause.kind]).toEqual(['regex', 'cpu']);
  });

  it('needs most of the looks: short expressions in a loop are the loop’s', async () => {
    const at = (stack: string[], count: number, from: number): LookSpec[] =>
      every(10, count * 10, [...stack, ...TIMER]).map((look) => ({ ...look, at: look.at + from }));
    const loop = 'check@/app/main.js:3:3';
    const of = async (inside: number) =>
      (
        await judgeOne(
          { ms: 100, looks: [...at(['RegExp.test@', loop], inside, 0), ...at([loop], 10 - inside, inside * 10)] },
          source,
        )
      ).cause.kind;
    expect([await of(6), await of(5)]).toEqual(['regex', 'cpu']);
  });

  it('stands on the user’s line where a package matches', async () => {
    const stall = await judgeAt(
      ['RegExp.exec@', 'slug@/app/node_modules/slug/i.js:4:4', 'check@/app/main.js:3:17'],
      source,
    );
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['regex', 'main.js:3']);
  });
});

describe('sleep-loop', () => {
  const kindOf = async (...lines: readonly string[]) => {
    const loop = lines.findIndex((line) => /\b(?:while|for|do)\b/.test(line));
    const column = (lines[loop]?.search(/\b(?:while|for|do)\b/) ?? 0) + 1;
    return (await judgeAt([`wait@/app/main.js:${loop + 1}:${column}`], app(...lines))).cause.kind;
  };

  it.each([
    ['an empty body', ['function wait(end) {', '  while (Date.now() < end) {}', '}']],
    ['new Date', ['function wait(t, ms) {', '  while (new Date() - t < ms);', '}']],
    ['getTime', ['function wait(t) {', '  while (new Date().getTime() < t.getTime()) ;', '}']],
    ['performance.now in do', ['function wait(end) {', '  do { } while (performance.now() < end);', '}']],
    ['hrtime.bigint', ['function wait(end) {', '  while (process.hrtime.bigint() < end) { }', '}']],
    ['a counter', ['function wait(end) {', '  let n = 0;', '  while (Date.now() < end) n++;', '  return n;', '}']],
    ['a break', ['function wait(end) {', '  for (;;) { const t = Date.now(); if (t >= end) break; }', '}']],
    ['a helper', ['const now = () => Date.now();', 'function wait(end) {', '  while (now() < end) {}', '}']],
    ['an alias', ['const { now } = performance;', 'function wait(end) {', '  while (now() < end) {}', '}']],
    [
      'a method',
      [
        'class Watch {',
        '  ms() { return Date.now() - this.t; }',
        '}',
        'function wait(w) {',
        '  while (w.ms() < 9) {}',
        '}',
      ],
    ],
    [
      'work that nobody uses',
      ['function wait(end) {', '  let x = 0;', '  while (Date.now() < end) x += Math.sqrt(x);', '}'],
    ],
    ['a shared number', ['function wait(cells) {', '  while (Atomics.load(cells, 0) === 0) {}', '}']],
    [
      'an inner empty loop',
      ['function wait(end) {', '  while (Date.now() < end) { for (let i = 0; i < 1e4; i++); }', '}'],
    ],
  ])('is told by a loop on the clock with %s', async (_name, lines) => {
    expect(await kindOf(...lines)).toBe('sleep-loop');
  });

  it.each([
    ['calls that do something', ['function wait(end) {', '  while (Date.now() < end) step();', '}']],
    [
      'a result that is used',
      ['function wait(end) {', '  let x = 1;', '  while (Date.now() < end) x = x * 31 % 7;', '  return x;', '}'],
    ],
    ['writes to an array', ['function wait(end, a) {', '  while (Date.now() < end) a[0] = a[0] * 2 + 1;', '}']],
    ['no clock', ['function wait(end) {', '  let i = 0;', '  while (i < end) i++;', '}']],
  ])('is not told by a loop with %s', async (_name, lines) => {
    expect(await kindOf(...lines)).toBe('cpu');
  });

  it('stands on the loop and not on the helper that tells the time', async () => {
    const source = app('const now = () => Date.now();', 'function wait(end) {', '  while (now() < end) {}', '}');
    const stall = await judgeAt(['now@/app/main.js:1:13', 'wait@/app/main.js:3:10'], source);
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['sleep-loop', 'main.js:3']);
  });

  it('is told on a machine without a core to spare as well: the clock decides how long it takes', async () => {
    const source = app('function wait(end) {', '  while (Date.now() < end) {}', '}');
    const looks = every(10, 100, ['wait@/app/main.js:2:3', ...TIMER]);
    expect((await judgeOne({ ms: 100, cpu: 30, runQueue: 70, looks }, source)).cause.kind).toBe('sleep-loop');
  });

  it('looks through Node’s own clock', async () => {
    const source = app('function wait(end) {', '  while (performance.now() < end) {}', '}');
    const stall = await judgeAt(['now@node:internal/perf/performance:137:6', 'wait@/app/main.js:2:22'], source);
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['sleep-loop', 'main.js:2']);
  });

  it('sees a clock that calls itself to wait', async () => {
    const source = app(
      'const tick = (end, n) => (n === 0 || Date.now() >= end ? n : tick(end, n - 1));',
      'function hold(end) {',
      '  let left = 0;',
      '  while (left === 0) left = tick(end, 50);',
      '}',
    );
    const self = 'tick@/app/main.js:1:63';
    const stall = await judgeAt(['tick@/app/main.js:1:14', self, self, self, self, 'hold@/app/main.js:4:29'], source);
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['sleep-loop', 'main.js:4']);
  });

  it('believes the name of a package’s function whose source is not at hand', async () => {
    const dep = 'exports.msleep@/app/node_modules/busy-sleep/index.js:5:3';
    const stall = await judgeAt([dep, 'poll@/app/main.js:2:9'], app('function poll() {', '  lib.msleep(9);', '}'));
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['sleep-loop', 'main.js:2']);
  });
});

describe('microtask-flood', () => {
  const source = app(
    'async function drain(items) {',
    '  for (const item of items) {',
    '    total += item;',
    '    await null;',
    '  }',
    '}',
    'function tick() {',
    '  left--;',
    '  process.nextTick(tick);',
    '}',
  );
  const drain = (line: number) => [`drain@/app/main.js:${line}:3`, 'async main@/app/main.js:20:1'];
  const turned = (count: number, stack: readonly string[], letter: 'm' | 'n' = 'm'): LookSpec[] =>
    every(10, 200, stack).map((look, i) => (i > 0 && i <= count ? { ...look, turned: letter } : look));

  it('is told by callbacks that go by between looks, and blamed on the await in the loop', async () => {
    const stall = await judgeOne({ ms: 200, looks: turned(19, drain(2)) }, source);
    expect([stall.cause.kind, stall.cause.api, placeOf(stall)]).toEqual(['microtask-flood', 'Promise', 'main.js:4']);
  });

  it('is told of ticks, and blamed on the line that queues the next', async () => {
    const stall = await judgeOne({ ms: 200, looks: turned(19, ['tick@/app/main.js:7:14', ...TICK], 'n') }, source);
    expect([stall.cause.api, placeOf(stall)]).toEqual(['process.nextTick', 'main.js:9']);
  });

  it('is not told of one long continuation', async () => {
    expect((await judgeOne({ ms: 200, looks: turned(0, drain(2)) }, source)).cause.kind).toBe('cpu');
  });

  it('is not told of two or three continuations in a row', async () => {
    expect((await judgeOne({ ms: 200, looks: turned(2, drain(2)) }, source)).cause.kind).toBe('cpu');
  });

  it('needs a quarter of the time to have turned', async () => {
    expect((await judgeOne({ ms: 200, looks: turned(5, drain(2)) }, source)).cause.kind).toBe('microtask-flood');
    expect((await judgeOne({ ms: 200, looks: turned(4, drain(2)) }, source)).cause.kind).toBe('cpu');
  });

  it('is not told by one look, nor of what Node begins and ends by itself, one after the other', async () => {
    const two = [
      { at: 40, stack: drain(2) },
      { at: 80, stack: drain(2), turned: 'm' as const },
    ];
    expect((await judgeOne({ ms: 80, looks: two }, source)).cause.kind).toBe('cpu');
    expect(
      (await judgeOne({ ms: 120, looks: [...two, { at: 120, stack: drain(2), turned: 'm' }] }, source)).cause.kind,
    ).toBe('microtask-flood');
    const request = ['_resume@node:internal/deps/undici/undici:8359:3', ...drain(2)];
    expect((await judgeOne({ ms: 200, looks: turned(19, request) }, source)).cause.kind).not.toBe('microtask-flood');
    const ends = ['onDestroy@node:internal/streams/destroy:92:21', ...TICK];
    expect((await judgeOne({ ms: 200, looks: turned(19, ends) }, source)).cause.kind).toBe('cpu');
  });

  it('is not told of timers, between which the queues are emptied as well', async () => {
    expect(
      (await judgeOne({ ms: 200, looks: turned(19, ['drain@/app/main.js:2:3', ...TIMER]) }, source)).cause.kind,
    ).toBe('cpu');
  });

  it('is not told of what came before the callbacks began to go by', async () => {
    const make = every(10, 40, ['prepare@/app/main.js:30:3', 'main@/app/main.js:20:1']);
    const flood = every(10, 160, drain(2), { turned: 'm' }).map((look) => ({ ...look, at: look.at + 40 }));
    expect(placeOf(await judgeOne({ ms: 200, looks: [...make, ...flood] }, source))).toBe('main.js:4');
  });

  it('is told by the queue itself at work between callbacks', async () => {
    const tick = ['tick@/app/main.js:8:3', ...TICK];
    const looks = every(10, 200, tick).map((look, i) => (i === 5 || i === 11 ? { ...look, stack: TICK } : look));
    expect((await judgeOne({ ms: 200, looks }, source)).cause.kind).toBe('microtask-flood');
  });

  it('finds the only suspect in the source where no look shows a frame', async () => {
    const stall = await judgeOne({ ms: 200, looks: turned(19, []) }, source);
    expect([stall.cause.kind, placeOf(stall)]).toEqual(['microtask-flood', 'main.js:4']);
  });
});

describe('cpu', () => {
  it.each([
    ['nested-loop', '    for (const b of list) n += a * b;', 5],
    ['includes-in-loop', '    if (seen.includes(a)) n++;', 9],
    ['shift-in-loop', '    queue.shift();', 5],
    ['concat-in-loop', '    all = all.concat(a);', 5],
    ['json-in-loop', '    copy = JSON.parse(JSON.stringify(a));', 5],
    ['object-spread-in-loop', '    state = { ...state, [a]: 1 };', 5],
    ['loop', '    n += a;', 5],
  ])('names %s when the source shows it', async (pattern, body, column) => {
    const source = app('function work(list) {', '  for (const a of list) {', body, '  }', '}');
    const { cause } = await judgeAt([`work@/app/main.js:3:${column}`], source);
    expect([cause.kind, cause.pattern]).toEqual(['cpu', pattern]);
  });

  it.each([
    ['a copy of what each turn brings', '    rows.push({ ...a, total: sum(...a.parts) });', 'loop'],
    ['a concatenation of two parts of a turn', '    const both = a.left.concat(a.right);', 'loop'],
    ['a buffer that is grown by copying', '    body = Buffer.concat([body, a]);', 'concat-in-loop'],
    ['a field that is copied to grow', '    this.items = [...this.items, a];', 'object-spread-in-loop'],
    ['a search in what each turn brings', '    if (a.includes("x")) n++;', 'loop'],
    ['a search in what the turn has made', '    const parts = cut(a); if (parts.indexOf(n) > 0) n++;', 'loop'],
    ['taking from a list of the turn', '    const own = list(a); own.shift();', 'loop'],
  ])('tells %s from what adds up', async (_, body, pattern) => {
    const source = app('function work(list) {', '  for (const a of list) {', body, '  }', '}');
    expect((await judgeAt(['work@/app/main.js:3:5'], source)).cause.pattern).toBe(pattern);
  });

  it.each([
    ['its argument', 'const has = (all, one) => all.some((x) => x.id === one.id);', 'if (!has(seen, a)) n++;', true],
    ['a list of the module', 'function has(one) { return seen.includes(one); }', 'if (!has(a)) n++;', true],
    [
      'a list of the object',
      'class Book { has(one) { return this.all.find((x) => x === one); } }',
      'book.has(a);',
      false,
    ],
    [
      'a list of the object',
      'class Book { seek(one) { return this.all.find((x) => x === one); } }',
      'book.seek(a);',
      true,
    ],
    ['what the turn gives it', 'const has = (all, one) => all.includes(one);', 'if (!has(a, "x")) n++;', false],
    ['what it makes itself', 'function has(one) { const all = cut(one); return all.includes(one); }', 'has(a);', false],
    [
      'a few words written out',
      'const KNOWN = ["a", "b"]; const has = (one) => KNOWN.includes(one);',
      'has(a);',
      false,
    ],
  ])('sees a helper that searches %s', async (_, helper, body, isSearch) => {
    const source = app('function work(list) {', '  for (const a of list) {', `    ${body}`, '  }', '}', helper);
    const { cause } = await judgeAt(['work@/app/main.js:2:3'], source);
    expect(cause.pattern).toBe(isSearch ? 'includes-in-loop' : 'loop');
  });

  it('sees a search whose function is called in each turn, and not one that is made once', async () => {
    const search = app(
      'const byId = (id) => users.find((user) => user.id === id);',
      'const names = orders.map((order) =>',
      '  byId(order.user),',
      ');',
    );
    const inSearch = ['<anonymous>@/app/main.js:1:34', 'find@', 'byId@/app/main.js:1:27'];
    const twice = await judgeAt(
      [...inSearch, '<anonymous>@/app/main.js:3:3', 'map@', 'main@/app/main.js:2:22'],
      search,
    );
    expect(twice.cause.pattern).toBe('includes-in-loop');
    expect((await judgeAt([...inSearch, 'main@/app/main.js:9:1'], search)).cause.pattern).toBeNull();
  });

  it('blames the call that takes long in a loop that was seen only where it goes round', async () => {
    const body = [
      '    if (!has(seen, a)) seen.push(a);',
      '  }',
      '}',
      'function has(all, one) {',
      '  return all.includes(one);',
      '}',
    ];
    const ofHelper = await judgeAt(
      ['work@/app/main.js:2:3'],
      app('function work(list) {', '  for (const a of list) {', ...body),
    );
    expect(ofHelper.location).toMatchObject({ line: 7, column: 14, function: 'has' });
    expect(ofHelper.cause.evidence).toContain('where the loop at line 2 goes round');
    const queue = app(
      'function work(queue) {',
      '  while (queue.length > 0) {',
      '    const next = queue.shift();',
      '    n += next;',
      '  }',
      '}',
    );
    expect(placeOf(await judgeAt(['work@/app/main.js:2:3'], queue))).toBe('main.js:3');
    // Seen within it: that is where the time went.
    expect(placeOf(await judgeAt(['work@/app/main.js:4:5'], queue))).toBe('main.js:4');
  });

  it('blames what a callback searches where the thread was seen in the function that calls it', async () => {
    const app24 = app(
      'const near = (me, all) => sortBy(all, (one) => -score(me, one));',
      'function score(a, b) {',
      '  return a.likes.filter((x) => b.likes.has(x)).length;',
      '}',
      'function sortBy(list, by) {',
      '  return list.map((one) => by(one));',
      '}',
    );
    const own = await judgeAt(
      ['<anonymous>@/app/main.js:6:19', 'map@', 'sortBy@/app/main.js:6:15', 'near@/app/main.js:1:28'],
      app24,
    );
    expect([placeOf(own), own.cause.pattern]).toEqual(['main.js:3', 'includes-in-loop']);
    expect(own.cause.evidence).toContain('in what calls a callback again and again');
    const dep = ['sortBy@/app/node_modules/tiny/index.js:3:9', 'near@/app/main.js:1:28'];
    const calling = ['<anonymous>@/app/main.js:1:49', ...dep];
    const looks = every(10, 100, [...dep, ...TIMER]).map((look, i) =>
      i === 4 ? { ...look, stack: [...calling, ...TIMER] } : look,
    );
    expect(placeOf(await judgeOne({ ms: 100, looks }, app24))).toBe('main.js:3');
    // A package that was never seen to call what it was given (a route, a test) may keep it for later.
    expect(placeOf(await judgeAt(dep, app24))).toBe('main.js:1');
    // One that is given nothing that takes long is what it was.
    const light = app('const near = (me, all) => sortBy(all, (one) => -one.size);');
    expect(placeOf(await judgeOne({ ms: 100, looks }, light))).toBe('main.js:1');
  });

  it('sees a formatter that is made in each turn, in a helper too, and not one that is kept', async () => {
    const turn = (helper: string) =>
      app(
        'function work(rows) {',
        '  for (const row of rows) {',
        '    text += row.id.slice(0, 3) + money(row);',
        '  }',
        '}',
        helper,
      );
    const made = await judgeAt(
      ['work@/app/main.js:2:3'],
      turn("const money = (row) => new Intl.NumberFormat('de', {}).format(row.sum);"),
    );
    expect([placeOf(made), made.cause.pattern]).toEqual(['main.js:6', 'intl-in-loop']);
    const kept = await judgeAt(
      ['work@/app/main.js:2:3'],
      turn("const money = (row) => (known[row.to] ??= new Intl.NumberFormat('de', {})).format(row.sum);"),
    );
    expect(kept.cause.pattern).not.toBe('intl-in-loop');
  });

  it('does not take a few words written out for a list that is searched', async () => {
    const source = app(
      'function work(list) {',
      '  for (const a of list) {',
      '    if (OK.includes(a)) n++;',
      '  }',
      '}',
      'const OK = ["x"];',
    );
    expect((await judgeAt(['work@/app/main.js:3:5'], source)).cause.pattern).toBe('loop');
  });

  it('names a spread in a reduce', async () => {
    const source = app(
      'function index(list) {',
      '  return list.reduce((all, one) => ({ ...all, [one]: 1 }), {});',
      '}',
    );
    const { cause } = await judgeAt(['@/app/main.js:2:22', 'Array.reduce@', 'index@/app/main.js:2:15'], source);
    expect(cause.pattern).toBe('spread-in-reduce');
  });

  it('names a sort with a comparison of the user’s', async () => {
    const source = app('function rank(list) {', '  return list.sort((a, b) => a - b);', '}');
    const { cause } = await judgeAt(['@/app/main.js:2:20', 'Array.sort@', 'rank@/app/main.js:2:15'], source);
    expect([cause.kind, cause.pattern]).toEqual(['cpu', 'sort']);
  });

  it('names recursion', async () => {
    const source = app('function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }');
    const self = 'fib@/app/main.js:1:38';
    const { cause } = await judgeAt(['fib@/app/main.js:1:13', self, self, self], source);
    expect(cause.pattern).toBe('recursion');
  });

  it('is still told of source that no parser reads', async () => {
    const stall = await judgeAt(['work@/app/main.js:1:1'], app('function ((( {'));
    expect([stall.cause.kind, stall.cause.pattern, placeOf(stall)]).toEqual(['cpu', null, 'main.js:1']);
  });

  it('is told, with little confidence, where nothing was seen', async () => {
    const { cause, location } = await judgeOne({ ms: 100 });
    expect([cause.kind, cause.confidence, location]).toEqual(['cpu', 0.3, null]);
  });
});
