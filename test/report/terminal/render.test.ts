import { describe, expect, test } from 'vitest';
import type { Diagnosis, StackFrame, Stall } from '../../../src/analyze/diagnosis.js';
import type { BudgetRule, Budgets } from '../../../src/gate/budget.js';
import { judge } from '../../../src/gate/judge.js';
import { compose } from '../../../src/report/compose.js';
import type { RenderOptions } from '../../../src/report/renderer.js';
import { terminal } from '../../../src/report/terminal/render.js';
import { displayWidth } from '../../../src/report/text/width.js';
import { CWD, cause, diagnosis, finding, loop, place, stall, suppressed } from '../sample.js';

const PLAIN: RenderOptions = { columns: 80, color: false, unicode: true, links: false, cwd: CWD };

interface How extends Partial<RenderOptions> {
  readonly tone?: 'roast' | 'plain';
  readonly budgets?: Budgets;
}

function screen(run: Diagnosis, { tone = 'plain', budgets = {}, ...options }: How = {}): string {
  const report = compose(run, judge(run, budgets), { tone, tracePath: `${CWD}/.loopcheck/run 1` });
  return terminal.render(report, { ...PLAIN, ...options });
}

const where = place('src/users.js', 12, 'loadUsers', 10);
const read = stall(1, 1100, cause('sync-call', 'fs.readFileSync', { evidence: 'It took 1090 ms of 1100 ms.' }), where, {
  trigger: { type: 'http-request', label: 'GET /users' },
  delayed: { timers: 3, requests: 12 },
  stack: [
    { ...where, share: 0.97, origin: 'app', package: null },
    { file: 'node:events', line: 5, column: 1, function: 'emit', share: 0.97, origin: 'node', package: 'node:events' },
    { ...place('src/server.js', 88, 'onRequest'), share: 0.97, origin: 'app', package: null },
  ],
});
const again = stall(2, 130, cause('sync-call', 'fs.readFileSync'), where);
const starved = stall(3, 300, cause('cpu-starved'), null);
const sources = new Map([
  [
    where.file,
    {
      startLine: 9,
      lines: [
        '',
        'function loadUsers() {',
        "\tconst path = 'users.json';",
        "\treturn readFileSync(path, 'utf8');",
        '}',
        '',
        '',
      ],
    },
  ],
]);
const slow = diagnosis([read, again], { sources, findings: [finding('blocking-call', [read, again])] });

describe('a run with one culprit', () => {
  test('reads from the verdict to the next command', () => {
    expect(screen(slow)).toBe(`\
▲ 2 stalls, 1.2 s in all; start with \`loadUsers\` (users.js:12).

loop  p50 1.1 ms · p99 990 ms · max 1.1 s · busy 37 % · blocked 1.2 of 5.2 s
lag   ▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▅▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

1. Blocking call: fs.readFileSync ──────────────── 1.2 s · 100 % of blocked time
   src/users.js:12:10 in loadUsers
   2 stalls, worst 1.1 s · serving GET /users · 12 requests and 3 timers waited

    10 │ function loadUsers() {
    11 │   const path = 'users.json';
  ▸ 12 │   return readFileSync(path, 'utf8');
    13 │ }

   from  onRequest src/server.js:88
   why   It took 1090 ms of 1100 ms.
   fix   Instead of \`fs.readFileSync\`: \`await readFile(path)\` from
         \`node:fs/promises\`. For a big file, stream it with \`createReadStream\`
         and \`pipeline\`.
   gain  p99 990 → 1.8 ms · max 1.1 s → 4 ms · blocked 1.2 s → 0 ms

cost  loopcheck took 12 ms of the target’s time
deep  \`--deep\` also looks for floating-promise, never-settled, task-churn,
      callback-pyramid
trace .loopcheck/run 1
again loopcheck report '.loopcheck/run 1'
learn loopcheck explain blocking-call
`);
  });

  test('the joke stands before the fix, in the tone that wants it', () => {
    const text = screen(slow, { tone: 'roast' });
    expect(text.indexOf('   why ')).toBeLessThan(text.indexOf('   roast '));
    expect(text.indexOf('   roast ')).toBeLessThan(text.indexOf('   fix '));
    expect(screen(slow)).not.toContain('roast');
  });
});

describe('a clean run', () => {
  test('is one cheerful line and the health', () => {
    expect(screen(diagnosis())).toBe(`\
✔ No stalls: the loop never stood still for 50 ms or longer.

loop  p50 1.1 ms · p99 3.6 ms · max 4 ms · busy 37 % · never blocked
lag   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁

cost  loopcheck took 12 ms of the target’s time
deep  \`--deep\` also looks for floating-promise, never-settled, task-churn,
      callback-pyramid
trace .loopcheck/run 1
again loopcheck report '.loopcheck/run 1'
`);
  });
});

describe('what is shown', () => {
  test('a thousand stalls of one line are one entry', () => {
    const stalls = Array.from({ length: 1000 }, (_, index) => stall(index + 1, 60, cause('cpu'), where));
    const text = screen(diagnosis(stalls));
    expect(text).toContain('1. Long computation');
    expect(text).not.toContain('2. ');
    expect(text).toContain('1,000 stalls, worst 60 ms');
  });

  test('five culprits in full, ten in a line each, and a count of what is left', () => {
    const stalls = Array.from({ length: 20 }, (_, index) =>
      stall(index + 1, 500 - index, cause('cpu'), place('app.js', index + 1, `f${index}`)),
    );
    const text = screen(diagnosis(stalls));
    expect(text.match(/^ {3}gain/gm)).toHaveLength(5);
    expect(text).toMatch(/^ 6\. {2}495 ms {2}1 stall {2}app\.js:6 {3}Long computation$/m);
    expect(text).toContain('and 5 more places, 2.4 s in all; --verbose shows them');
  });

  test('all culprits in full, all processes and all stalls for those who ask', () => {
    const stalls = Array.from({ length: 20 }, (_, index) =>
      stall(index + 1, 500 - index, cause('cpu'), place('app.js', index + 1, `f${index}`), { startMs: index * 100 }),
    );
    const processes = Array.from({ length: 9 }, (_, index) => loop({ process: index + 1, pid: 70 + index }));
    const text = screen(diagnosis(stalls, { processes }), { verbose: true });
    expect(text.match(/^ {3}gain/gm)).toHaveLength(20);
    expect(text).not.toMatch(/and .* more/);
    expect(text).toMatch(/^server\.js +78 /m);
    expect(text).toMatch(/^20\. {3}at 1\.9 s {2}481 ms {2}cpu {2}app\.js:20/m);
    expect(screen(diagnosis(stalls))).not.toContain('All stalls');
  });

  test('what is silenced is counted, with its reason, and not roasted', () => {
    const run = diagnosis([read, again], {
      sources,
      suppressed: [suppressed('blocking-call', [read, again], { expires: '2026-12-31' })],
      notices: ['app.js:3: loopcheck-ignore names cpu, which is no finding; loopcheck explain lists them.'],
    });
    const text = screen(run, { tone: 'roast' });
    expect(text).toMatch(/^✔ /);
    expect(text).toContain('1 finding silenced ─');
    expect(text).toContain('   blocking-call src/users.js:12:10 It is a toy. (until 2026-12-31)\n');
    expect(text).toContain('note  app.js:3: loopcheck-ignore names cpu');
    expect(text).not.toMatch(/fix|roast |learn/);
    expect(screen(run)).toMatch(/^✔ Nothing was found but what is silenced: 1 finding\.\n/);
  });

  test('a run without --deep says what it could not find, a deep one has found it', () => {
    const { probe } = diagnosis();
    expect(screen(diagnosis())).toMatch(/^deep {2}`--deep` also looks for .*floating-promise/m);
    expect(screen(diagnosis([], { probe: { ...probe, mode: 'deep' } }))).not.toContain('also looks for');
  });

  test('a fix is said once', () => {
    const stalls = [1, 2].map((id) => stall(id, 100, cause('cpu'), place('app.js', id, `f${id}`)));
    expect(screen(diagnosis(stalls))).toContain('   fix   as for 1\n');
  });

  test('what the machine did is told apart and blamed on nobody', () => {
    const text = screen(diagnosis([read, starved]));
    expect(text).toContain('Not your code ─');
    expect(text).toContain('The machine was busy · 1 stall · 300 ms');
    expect(text).not.toContain('2. ');
    expect(text).toContain('1 stall, 1.1 s in all');
  });

  describe('a worker at its job', () => {
    const hash = place('worker.js', 12, 'hash');
    const infos = [loop(), ...[2, 3].map((threadId) => loop({ threadId, parent: 1 }))];
    const work = [2, 3].map((threadId, id) => stall(id + 1, 900, cause('cpu'), hash, { threadId, atWork: true }));
    const run = diagnosis(work, { processes: infos, findings: [finding('cpu-bound', work, { severity: 'info' })] });

    test('is told in a line, and held against nobody', () => {
      const text = screen(run, { budgets: { maxStallMs: 100, maxStalls: 0 } });
      expect(text).toContain('Work in worker threads ─');
      expect(text).toContain('   hash (worker.js:12) · 2 stalls · 1.8 s in all, worst 900 ms · in 2 workers\n');
      expect(text).toMatch(/^✔ No stalls/m);
      expect(text).toContain(' ✔  maxStallMs  0 ms  limit 100 ms\n ✔  maxStalls   0     limit 0\n');
      expect(text).not.toContain('1. ');
    });

    test('is told in full to those who ask for everything', () => {
      expect(screen(run, { verbose: true })).toContain('1. Long computation');
      expect(screen(run, { verbose: true })).not.toContain('Work in worker threads');
    });

    test('does not excuse the same line on the main thread', () => {
      const mixed = diagnosis([...work, stall(3, 200, cause('cpu'), hash)], { processes: infos });
      const text = screen(mixed, { budgets: { maxStallMs: 100 } });
      expect(text).toContain('1. Long computation');
      expect(text).toContain('longest pause 200 ms (limit 100 ms)');
    });
  });

  test('budgets, each with its figure and its limit', () => {
    const text = screen(slow, { budgets: { maxStallMs: 100, maxStalls: 9 } });
    expect(text).toMatch(/^✖ FAIL 1 of 2 budgets is broken: longest pause 1\.1 s \(limit 100 ms\)\.$/m);
    expect(text).toContain(' ✖  maxStallMs  1.1 s  limit 100 ms\n ✔  maxStalls   2      limit 9\n');
  });

  test('budgets with their scope, their level and the clock’s figure', () => {
    const slowed = diagnosis([stall(1, 380, cause('cpu'), place('app.js', 12, 'work'), { runQueueMs: 168 })]);
    const rules: BudgetRule[] = [
      { name: 'maxStallMs', limit: 100, level: 'warn', scope: { phase: 'running', file: '*.js' } },
      { name: 'maxUtilization', limit: 0.5, level: 'error', scope: {} },
      { name: 'maxStalls', limit: 5, level: 'error', scope: { worker: 'x' } },
    ];
    expect(screen(slowed, { budgets: { rules } })).toContain(`\
 ✖  maxStallMs for running, *.js  212 ms of its own,   limit 100 ms, only warns
                                  380 ms by the clock
 ✔  maxUtilization                37 %                 limit 50 %
 ?  maxStalls for worker x        no data              limit 5
`);
  });

  test('a verdict that is not certain says why', () => {
    const near = diagnosis([stall(1, 105, cause('cpu'), place('app.js', 12, 'work'))]);
    expect(screen(near, { budgets: { maxStallMs: 100 } })).toContain(
      ' The verdict is not certain: maxStallMs is within 10 % of its limit.\n',
    );
  });

  test('no data says so, and why', () => {
    const probe = { ...diagnosis().probe, armed: false, overheadMs: null, blind: ['No Node process was seen.'] };
    const loop = { ...diagnosis().loop, p50Ms: null, p99Ms: null, maxMs: null, utilization: null, lagMs: [] };
    expect(screen(diagnosis([], { probe, loop, processes: [] }))).toBe(`\
? NO DATA The probe was never armed in any Node process, so nothing was
          measured.

blind No Node process was seen.
trace .loopcheck/run 1
again loopcheck report '.loopcheck/run 1'
`);
  });

  describe('what was being served', () => {
    const serving = (type: string, label: string, ...durations: readonly number[]) =>
      durations.map((ms, id) => stall(id + 1, ms, cause('cpu'), where, { trigger: { type, label } }));
    const get = (path: string, ...durations: readonly number[]) => serving('http-request', `GET ${path}`, ...durations);
    const shown = (...stalls: readonly Stall[]) => screen(diagnosis(stalls.map((one, id) => ({ ...one, id: id + 1 }))));

    test('once is a word beside the stall', () => {
      expect(shown(...get('/report', 430))).toContain('1 stall · serving GET /report\n');
    });

    test('again and again is a sentence', () => {
      expect(shown(...get('/report', 430, 425, 440))).toContain(
        '   when  GET /report blocks for 430 ms each time (3 times)\n',
      );
      const beat = serving('timer', 'setInterval 50 ms (beat)', 60, 70);
      expect(shown(...beat)).toContain('   when  setInterval 50 ms (beat) blocks for 65 ms each time (twice)\n');
    });

    test('differently long is told as it was', () => {
      expect(shown(...get('/report', 100, 300, 430))).toContain(
        'blocks for 100–430 ms, 300 ms in the median (3 times)\n',
      );
      expect(shown(...get('/report', 100, 1300))).toContain('blocks for 100 ms – 1.3 s (twice)\n');
    });

    test('several routes are a list, the heaviest first, with what is left of many', () => {
      const few = shown(...get('/a', 100, 102), ...get('/b', 430), ...get('/c', 60, 120));
      expect(few).toContain(
        '   when  GET /b once, 430 ms · GET /a twice, 101 ms each ·\n         GET /c twice, 60–120 ms\n',
      );
      const many = Array.from({ length: 9 }, (_, id) => get(`/r${'x'.repeat(id)}`, 100)).flat();
      expect(shown(...many)).toContain('6 others, 67 % of the time');
    });

    test('is not told of what was never known', () => {
      expect(shown(stall(1, 100, cause('cpu'), where), stall(2, 100, cause('cpu'), where))).not.toContain('when');
      expect(shown(...serving('startup', 'the start of the program', 100, 100))).not.toContain('when');
    });
  });

  describe('which loop it was', () => {
    const inLoop = (process: number, threadId: number) =>
      stall(threadId + process, 100, cause('cpu'), where, { process, threadId });
    const infos = [
      loop(),
      loop({ threadId: 3, parent: 1 }),
      loop({ threadId: 4, parent: 1 }),
      loop({ process: 2, pid: 77, parent: 1, title: 'child.js' }),
      loop({ process: 2, pid: 77, parent: 2, threadId: 1 }),
    ];
    test.each<[string, readonly Stall[]]>([
      ['1 stall\n', [inLoop(1, 0)]],
      ['1 stall · in worker 3\n', [inLoop(1, 3)]],
      ['1 stall · in child.js (pid 77)\n', [inLoop(2, 0)]],
      ['1 stall · in worker 1 of pid 77\n', [inLoop(2, 1)]],
      ['2 stalls, worst 100 ms · in 2 workers\n', [inLoop(1, 3), inLoop(1, 4)]],
      ['2 stalls, worst 100 ms · in 2 loops\n', [inLoop(1, 0), inLoop(2, 0)]],
    ])('%s', (words, stalls) => {
      expect(screen(diagnosis(stalls, { processes: infos }))).toContain(`   ${words}`);
    });
  });

  describe('whose code took the time', () => {
    const inside = { share: 0.9, origin: 'dep', package: 'bcryptjs@3.0.2' } as const;
    const mine = { share: 0.9, origin: 'app', package: null } as const;
    const line = place('routes/login.ts', 31, 'login');
    const deep = place('node_modules/bcryptjs/index.js', 900, '_crypt');
    const stack: StackFrame[] = [
      { ...deep, ...inside },
      { ...deep, line: 800, function: 'hash', ...inside },
      { ...line, ...mine },
      { ...place('routes/index.ts', 7, 'route'), ...mine, async: true },
      {
        file: 'node:internal/timers',
        line: 1,
        column: 1,
        function: 'x',
        share: 0.9,
        origin: 'node',
        package: 'node:timers',
      },
    ];
    const hashing = diagnosis([stall(1, 100, cause('cpu'), line, { stack })]);
    const withPackage = (run: Diagnosis) => ({
      ...run,
      culprits: run.culprits.map((one) => ({ ...one, package: 'bcryptjs@3.0.2' })),
    });

    test('is told with its version and its caller, and async callers are marked', () => {
      const text = screen(withPackage(hashing));
      expect(text).toContain('\n   in    bcryptjs@3.0.2, called from routes/login.ts:31\n');
      expect(text).toContain('\n   from  async route routes/index.ts:7\n');
    });

    test('is told beside the place where that is the package’s own', () => {
      const text = screen(withPackage(diagnosis([stall(1, 100, cause('cpu'), deep, { stack })])));
      expect(text).toContain('\n   node_modules/bcryptjs/index.js:900:3 in _crypt of bcryptjs@3.0.2\n');
      expect(text).not.toContain('called from');
    });

    test('is in the whole stack, a line for each package, for those who ask for everything', () => {
      expect(screen(withPackage(hashing), { verbose: true })).toContain(`
   stack bcryptjs@3.0.2 2 frames
         login routes/login.ts:31
         async route routes/index.ts:7
         node:timers x
`);
    });

    test('is told once more where several lines called it', () => {
      const share = { package: 'bcryptjs@3.0.2', count: 3, totalMs: 300, stallIds: [1] };
      const other = (id: number) => place(`routes/${id}.ts`, id);
      const shown = (count: number) =>
        screen({
          ...hashing,
          packages: [{ ...share, calledFrom: [line, ...Array.from({ length: count }, (_, id) => other(id))] }],
        });
      expect(shown(0)).not.toContain('Packages');
      expect(shown(1)).toMatch(
        /Packages ─+\n {3}bcryptjs@3\.0\.2: 300 ms in 3 stalls, called from routes\/login\.ts:31 and\n {3}routes\/0\.ts:0\n/,
      );
      expect(shown(7).replaceAll(/\s+/g, ' ')).toContain('routes/1.ts:1 and 5 other lines');
    });
  });

  test('findings beside the stalls come after them, each once', () => {
    const stalls = [stall(1, 100, cause('cpu'), where, { inAsyncFunction: true })];
    const findings = [
      finding('cpu-bound', stalls),
      finding('fake-async', stalls),
      finding('gc-pressure', [], { severity: 'warning', count: 1, totalMs: 1500 }),
    ];
    const text = screen(diagnosis(stalls, { findings }));
    expect(text.match(/neither moves work off/g)).toHaveLength(1);
    expect(text).toMatch(/Also seen ─+\n· {2}Garbage collection ─+ warning · 1\.5 s\n/);
    expect(screen(diagnosis([], { findings: findings.slice(2) }))).toMatch(/\nSeen ─/);
  });

  test('what could not be seen is told, details to those who ask for everything', () => {
    const detail = 'Not seen: the delay of single iterations (old Node).';
    const probe = { ...diagnosis().probe, blind: [detail, 'Not seen: the stacks.'], blindToDetail: [detail] };
    expect(screen(diagnosis([], { probe }))).toContain('blind Not seen: the stacks.\n');
    expect(screen(diagnosis([], { probe }))).not.toContain('iterations');
    expect(screen(diagnosis([], { probe }), { verbose: true })).toContain(`blind ${detail}\n`);
  });

  test('a load that came to nothing is told', () => {
    const load = { command: 'bombard', port: 3000, exitCode: 7, signal: null, error: null } as const;
    expect(screen(diagnosis([], { load: { ...load, outcome: 'ended' } }))).toContain(
      'note  The load (bombard) ended with exit code 7.\n',
    );
    expect(screen(diagnosis([], { load: { ...load, outcome: 'ended', exitCode: 0 } }))).not.toContain('bombard');
  });

  test('lost events are told', () => {
    const probe = { ...diagnosis().probe, droppedEvents: 3 };
    expect(screen(diagnosis([], { probe }))).toContain(
      'cost  loopcheck took 12 ms of the target’s time · 3 events dropped\n',
    );
  });
});

const nasty = place(`src/${'very/'.repeat(30)}日本語サーバー-👩‍🍳.js`, 123_456, `Класс.${'длинноеИмя'.repeat(8)}`);
const minified = place('dist/bundle.min.js', 1, 'n', 813);
const crowded = diagnosis(
  [
    stall(
      1,
      700,
      cause('json', 'JSON.stringify', { evidence: `${'漢字'.repeat(60)} took 43 % of it 🔥🔥🔥 ${'x'.repeat(200)}` }),
      nasty,
      { inAsyncFunction: true },
    ),
    stall(2, 600, cause('regex'), minified),
    stall(3, 500, cause('module-load', `./${'deep/'.repeat(30)}module.js`), place('a.js', 3)),
    starved,
    ...Array.from({ length: 30 }, (_, index) =>
      stall(
        index + 10,
        90,
        cause('sync-call', 'child_process.execFileSync'),
        place(`${'long-'.repeat(20)}${index}.js`, index + 1, '関数'.repeat(30)),
      ),
    ),
  ],
  {
    sources: new Map([
      [minified.file, { startLine: 1, lines: [`!function(){${'var a=1;'.repeat(100)}heavy("${'字'.repeat(200)}")`] }],
      [nasty.file, { startLine: 123_455, lines: ['\t\tif (a) {', `\t\t\treturn "${'日本'.repeat(60)}";`, '\t\t}'] }],
    ]),
    problems: [`${'p'.repeat(300)} could not be read.`],
    processes: Array.from({ length: 12 }, (_, index) =>
      loop({
        process: index + 1,
        pid: index,
        parent: index === 0 ? null : Math.ceil(index / 2),
        title: '工'.repeat(90),
        stalls: index,
        blockedMs: index,
        outlivedParent: index === 3,
      }),
    ),
  },
);

/** Text as it looks: colours and links taken out. */
function bare(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/\u001b\[[\d;]*m|\u001b\]8;;[^\u001b]*\u001b\\/g, '');
}

describe('it fits', () => {
  test.each([
    [120, {}],
    [80, {}],
    [40, {}],
    [20, {}],
    [80, { color: true, links: true }],
    [40, { color: true, links: true }],
    [80, { unicode: false }],
    [40, { unicode: false, color: true }],
  ])('%d columns %j', (columns, how) => {
    for (const run of [crowded, slow, diagnosis()]) {
      for (const tone of ['roast', 'plain'] as const) {
        const text = bare(
          screen(run, { columns, tone, budgets: { maxStallMs: 100, maxP99Ms: 10, maxStalls: 3 }, ...how }),
        );
        for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
      }
    }
  });

  test('to the last column where it can', () => {
    expect(Math.max(...screen(slow).split('\n').map(displayWidth))).toBe(80);
  });

  test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])(
    'a terminal of %d columns is taken for one of 80',
    (columns) => {
      expect(screen(slow, { columns })).toBe(screen(slow));
    },
  );
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe('it is safe', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\r\n\u009b1m\u202e`';
  const location = { file: `${CWD}/${evil}.js`, line: 1, column: 2, function: evil };
  const attack = stall(1, 90, cause('sync-call', evil, { evidence: evil, pattern: evil }), location, {
    trigger: { type: evil, label: evil },
    stack: [
      { ...location, share: 1, origin: 'app', package: null },
      { ...location, line: 2, function: `${evil}2`, share: 1, origin: 'dep', package: evil },
    ],
  });
  const run = diagnosis([attack], {
    sources: new Map([[location.file, { startLine: 1, lines: [evil, evil] }]]),
    problems: [evil],
    probe: { ...diagnosis().probe, blind: [evil] },
    processes: [1, 2].map((pid) => loop({ process: pid, pid, title: evil, nodeVersion: evil, stalls: 1 })),
    findings: [
      finding('blocking-call', [attack]),
      finding('cpu-bound', [], { location, evidence: { api: evil, evidence: evil } }),
    ],
  });

  test.each(['roast', 'plain'] as const)('no control character of the trace’s gets through, tone %s', (tone) => {
    expect(screen(run, { tone })).not.toMatch(CONTROLS);
    expect(bare(screen(run, { tone, color: true, links: true }))).not.toMatch(CONTROLS);
  });
});

describe('what the terminal can show', () => {
  test('without Unicode there is nothing but ASCII', () => {
    expect(screen(crowded, { unicode: false, tone: 'roast' })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('without colour there is no escape', () => {
    expect(screen(crowded)).not.toContain('\u001b');
  });

  test('links lead to the file', () => {
    expect(screen(slow, { links: true })).toContain(
      '\u001b]8;;file:///home/me/shop/src/users.js\u001b\\src/users.js:12:10\u001b]8;;\u001b\\',
    );
  });

  test('a path outside the folder is shown whole', () => {
    expect(screen(slow, { cwd: '/elsewhere' })).toContain('/home/me/shop/src/users.js:12:10');
  });
});
