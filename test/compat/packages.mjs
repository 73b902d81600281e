import { fileURLToPath } from 'node:url';

const own = (name) => fileURLToPath(new URL(name, import.meta.url));
const install = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];

/**
 * The packages whose suites are run, chosen for how much of Node they touch. `repository` and `tag` say what is cloned
 * (`paths`: only these), `setup` what makes it ready. Each suite: `runner` says how its results are read (suite.mjs),
 * `command` is the project's own, less its linting, coverage and type tests; `part` says so where it is not the whole suite; `within`: the
 * folder that it runs in; `known`: tests that differ for a reason that docs/compatibility.md tells.
 */
export const PACKAGES = [
  {
    name: 'express',
    repository: 'expressjs/express',
    tag: 'v5.2.1',
    setup: [install],
    suites: [
      {
        runner: 'mocha',
        command: ['mocha', '--require', 'test/support/env', '--check-leaks', 'test/', 'test/acceptance/'],
      },
    ],
  },
  {
    name: 'ws',
    repository: 'websockets/ws',
    tag: '8.21.0',
    setup: [install],
    suites: [{ runner: 'mocha', command: ['sh', '-c', 'exec mocha --throw-deprecation "$@" test/*.test.js', 'sh'] }],
  },
  {
    name: 'pino',
    repository: 'pinojs/pino',
    tag: 'v10.3.1',
    setup: [install, ['npm', 'run', 'transpile']],
    suites: [{ runner: 'borp', command: ['borp', '--timeout', '60000'] }],
  },
  {
    name: 'fastify',
    repository: 'fastify/fastify',
    tag: 'v5.12.1',
    setup: [install],
    suites: [{ runner: 'borp', command: ['borp'] }],
  },
  {
    name: 'undici',
    repository: 'nodejs/undici',
    tag: 'v7.29.0',
    setup: [install, ['npm', 'run', 'generate-pem'], ['npm', 'run', 'build:node']],
    known: ['test/http2-window-size.js > test/http2-window-size.js'],
    part: 'client, pool, agents, HTTP/2, cache, cookies, interceptors, node-test',
    suites: [
      'test/{client,pool,agent,mock,http2,tls,proxy,retry,request,gc,diagnostics}*.js',
      'test/{cache,cookie,interceptors,node-test}/*.js',
    ].map((pattern) => ({ runner: 'borp', command: ['borp', '--timeout', '180000', '--expose-gc', '-p', pattern] })),
  },
  {
    name: 'execa',
    repository: 'sindresorhus/execa',
    tag: 'v9.6.1',
    setup: [install],
    part: 'arguments, ipc, methods, terminate',
    suites: ['arguments', 'ipc', 'methods', 'terminate'].map((part) => ({
      runner: 'ava',
      command: ['ava', `test/${part}/*.js`],
    })),
  },
  {
    name: 'got',
    repository: 'sindresorhus/got',
    tag: 'v14.6.6',
    setup: [install],
    suites: [{ runner: 'ava', command: ['ava'], env: { NODE_OPTIONS: '--import=tsx/esm' } }],
  },
  {
    name: 'piscina',
    repository: 'piscinajs/piscina',
    tag: 'v4.7.0',
    setup: [install, ['npm', 'run', 'build']],
    suites: [{ runner: 'tap', command: ['tap', '--timeout=240'] }],
  },
  {
    name: 'vitest',
    repository: 'vitest-dev/vitest',
    tag: 'v4.1.11',
    paths: ['package.json', 'pnpm-workspace.yaml', 'test/core'],
    setup: [
      ['node', own('vitest-suite.mjs'), '.'],
      ['npm', '--prefix', 'test/core', ...install.slice(1), '--legacy-peer-deps'],
    ],
    part: 'test/core in threads, with the published packages; files that need its own sources fail alike',
    suites: [
      {
        runner: 'vitest',
        within: 'test/core',
        command: ['node_modules/.bin/vitest', 'run', '--project', 'threads', '--typecheck.enabled=false'],
      },
    ],
  },
  {
    name: 'typescript',
    repository: 'sindresorhus/got',
    tag: 'v14.6.6',
    paths: ['source', 'tsconfig.json', 'package.json'],
    setup: [
      ['npm', 'pkg', 'delete', 'devDependencies'],
      [...install, '--no-save', 'typescript@5.9.3', '@types/node@22', '@sindresorhus/tsconfig@6'],
    ],
    label: 'typescript 5.9.3',
    part: 'not its own suite, which is too large: it compiles got 14.6.6, and what it writes and complains of is compared',
    suites: [{ runner: 'compile', command: ['node', own('reporters/compile.cjs')] }],
  },
];
