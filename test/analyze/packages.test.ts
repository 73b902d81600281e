import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { Blame } from '../../src/analyze/frames.js';
import { nodeModuleOf, packageLabel } from '../../src/analyze/packages.js';
import type { PackageEvent } from '../../src/trace/run-events.js';
import { TICK, TIMER } from './support.js';
import { every, runTrace, type StackText } from './trace-builder.js';

const HASHER = '/app/node_modules/hasher';
const packages = new Map<string, PackageEvent>([
  [HASHER, { type: 'package', folder: HASHER, name: 'hasher', version: '3.0.2' }],
]);

const rounds = `rounds@${HASHER}/lib/i.js:9:3`;
const login = (line: number) => `login@/app/routes/login.js:${line}:5`;

/** One stall of 100 ms for each stack. */
async function run(blame: Blame, ...stacks: readonly StackText[]) {
  const stalls = stacks.map((stack, index) => ({ start: 1000 * (index + 1), ms: 100, looks: every(10, 100, stack) }));
  return diagnose({ ...runTrace({ stalls }), packages }, { blame });
}

describe('frames', () => {
  it('tell their package with its version, or the module of Node', async () => {
    const { stalls } = await run('app', [
      rounds,
      'f@/app/node_modules/other/i.js:1:1',
      login(31),
      'async main@/app/main.js:2:1',
      ...TICK,
    ]);
    expect(stalls[0]?.stack.map((frame) => [frame.package, frame.async === true])).toEqual([
      ['hasher@3.0.2', false],
      ['other', false],
      [null, false],
      [null, true],
      ['node:process', false],
    ]);
  });

  it.each([
    ['node:zlib', 'node:zlib'],
    ['node:fs/promises', 'node:fs/promises'],
    ['node:internal/crypto/pbkdf2', 'node:crypto'],
    ['node:internal/timers', 'node:timers'],
    ['node:internal/streams/readable', 'node:stream'],
    ['node:internal/modules/cjs/loader', 'node:module'],
    ['node:internal/util/inspect', 'node:util'],
    ['node:_http_server', 'node:http'],
    ['node:_stream_readable', 'node:stream'],
    ['node:internal/deps/undici/undici', 'node:internal/deps/undici'],
    ['node:internal/validators', 'node:internal/validators'],
    ['', null],
    ['/app/main.js', null],
  ])('of %s are of %s', (file, module) => {
    expect(nodeModuleOf(file)).toBe(module);
  });

  it('name a pnpm package by its folder where nothing else is known', () => {
    expect(packageLabel('/app/node_modules/.pnpm/a@1.2.3/node_modules/a/i.js', packages)).toBe('a@1.2.3');
    expect(packageLabel('/app/main.js', packages)).toBeNull();
  });
});

describe('who took the time', () => {
  const packageOf = async (stack: StackText) => (await run('app', stack)).culprits[0]?.package;

  it('is the package that the blamed line called', async () => {
    expect(await packageOf([rounds, login(31), ...TIMER])).toBe('hasher@3.0.2');
  });

  it('is the one nearest to the line, of packages that call each other', async () => {
    expect(await packageOf(['deep@/app/node_modules/deep/i.js:1:1', rounds, login(31), ...TIMER])).toBe('hasher@3.0.2');
  });

  it('is nobody where the line itself computes, also when a framework called it', async () => {
    const framework = 'next@/app/node_modules/express/lib/router.js:1:1';
    expect(await packageOf([login(31), framework, ...TIMER])).toBeNull();
  });

  it('is a module of Node where no call of it was named', async () => {
    const format = 'formatValue@node:internal/util/inspect:1:1';
    expect(await packageOf([format, login(31), ...TIMER])).toBe('node:util');
  });

  it('is the package itself where nobody’s line was seen', async () => {
    const { culprits } = await run('app', [rounds, ...TIMER]);
    expect(culprits[0]).toMatchObject({ package: 'hasher@3.0.2', location: { file: `${HASHER}/lib/i.js` } });
  });

  it('is told over all lines that called it', async () => {
    const { packages: shares } = await run(
      'app',
      [rounds, login(31)],
      [rounds, login(31)],
      [rounds, login(40)],
      [login(50)],
    );
    expect(shares).toEqual([
      {
        package: 'hasher@3.0.2',
        count: 3,
        totalMs: 300,
        stallIds: [1, 2, 3],
        calledFrom: [
          { file: '/app/routes/login.js', line: 31, column: 5, function: 'login' },
          { file: '/app/routes/login.js', line: 40, column: 5, function: 'login' },
        ],
      },
    ]);
  });
});

describe('--blame', () => {
  const stack = [rounds, login(31), 'use@/app/node_modules/express/i.js:7:1', ...TIMER];
  const blamed = async (blame: Blame) => {
    const { culprits } = await run(blame, stack);
    return `${culprits[0]?.location?.file}:${culprits[0]?.location?.line} ${culprits[0]?.package}`;
  };

  it('app: the user’s line', async () => {
    expect(await blamed('app')).toBe('/app/routes/login.js:31 hasher@3.0.2');
  });

  it('deps: the package’s line', async () => {
    expect(await blamed('deps')).toBe(`${HASHER}/lib/i.js:9 hasher@3.0.2`);
  });

  it('deps: the package’s line, also where it called the user back', async () => {
    const { culprits } = await run('deps', [login(31), rounds, ...TIMER]);
    expect(culprits[0]?.location?.file).toBe(`${HASHER}/lib/i.js`);
  });

  it('all: whichever is innermost', async () => {
    expect(await blamed('all')).toBe(`${HASHER}/lib/i.js:9 hasher@3.0.2`);
    const { culprits } = await run('all', [login(31), rounds, ...TIMER]);
    expect(culprits[0]?.location?.file).toBe('/app/routes/login.js');
  });
});
