const install = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];

/**
 * The packages whose suites are run, chosen for how much of Node they touch. `repository` and `tag` say what is cloned
 * (`paths`: only these), `setup` what makes it ready. Each suite: `runner` says how its results are read (suite.mjs),
 * `command` is the project's own, less its linting, coverage and type tests; `part` says so where it is not the whole suite.
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
    part: 'test/*.js, cookies, infra, interceptors, cache, node-test, websocket',
    suites: ['test/*.js', 'test/cookie/*.js', 'test/infra/*.js', 'test/interceptors/*.js', 'test/cache/*.js'].map(
      (pattern) => ({ runner: 'borp', command: ['borp', '--timeout', '180000', '--expose-gc', '-p', pattern] }),
    ),
  },
  {
    name: 'execa',
    repository: 'sindresorhus/execa',
    tag: 'v9.6.1',
    setup: [install],
    suites: [{ runner: 'ava', command: ['ava'] }],
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
    suites: [{ runner: 'tap', command: ['tap'] }],
  },
];
