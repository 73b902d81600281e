import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runIn } from './fresh-project.mjs';

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

const BLOCK =
  'function block() {\n  const since = process.cpuUsage();\n  while (process.cpuUsage(since).user < 200_000) Math.sqrt(2);\n}\n';

/** The facts that do not hold, each with what came instead. */
function wrong(facts) {
  return facts
    .filter(([, holds]) => !holds)
    .map(([fact, , got]) => (got === undefined ? fact : `${fact}; got: ${got}`));
}

function write(project, files) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
}

function command(project) {
  write(project, { 'app.js': `${BLOCK}setTimeout(block, 50);\n` });
  const { status, stderr } = runIn(project, 'npx', ['loopcheck', '--format', 'terminal', '--format', 'html', 'app.js']);
  const page = readdirSync(project).filter((name) => name.endsWith('.html'));
  return wrong([
    ['it exits with 0', status === 0, status],
    ['the report names the line', /app\.js:[123]\b/.test(stderr), stderr],
    ['the HTML page is written', page.length === 1, page.join()],
  ]);
}

function pages(project) {
  const explained = runIn(project, 'npx', ['loopcheck', 'explain', 'slow-regex']);
  const version = runIn(project, 'npx', ['loopcheck', '--version']);
  const environment = runIn(project, 'npx', ['loopcheck', 'doctor-env', '--format', 'json']);
  const { man } = JSON.parse(readFileSync(join(project, 'node_modules/loopcheck/package.json'), 'utf8'));
  return wrong([
    ['explain finds its page', explained.stdout.includes('From when on'), explained.stdout + explained.stderr],
    ['the version is known', /^\d+\.\d+\.\d+/.test(version.stdout), version.stdout],
    ['doctor-env says that it can run', environment.status === 0, environment.stdout + environment.stderr],
    ['the manual page is there', existsSync(join(project, 'node_modules/loopcheck', man))],
  ]);
}

function fromWithin(project) {
  write(project, {
    'start.mjs': `import { start } from 'loopcheck';\n${BLOCK}
const recording = start({ dir: null, onStall: ({ location }) => console.log('stall at line ' + location?.line) });
setTimeout(() => {
  block();
  recording.stop();
}, 50);\n`,
  });
  const { stdout, stderr } = runIn(project, process.execPath, ['start.mjs']);
  return wrong([['onStall hears of the line', /stall at line 4/.test(stdout), stdout + stderr]]);
}

function register(project) {
  runIn(project, process.execPath, ['--require', 'loopcheck/register', 'app.js']);
  const { status, stderr } = runIn(project, 'npx', ['loopcheck', 'report', '.loopcheck']);
  return wrong([
    ['it leaves a trace that can be reported', status === 0, status],
    ['the report names the line', /app\.js:[123]\b/.test(stderr), stderr],
  ]);
}

const TEST = (head) => `${head}
${BLOCK}
expectNoStall(() => 42).then((value) => console.log('gave', value));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
expectNoStall(async () => { await sleep(300); block(); }, { maxMs: 100 }).catch((error) =>
  console.log(error instanceof StallError, error.message));
`;

function inTests(project) {
  write(project, {
    'in-test.mjs': TEST("import { expectNoStall, StallError } from 'loopcheck/test';"),
    'in-test.cjs': TEST("const { expectNoStall, StallError } = require('loopcheck/test');"),
  });
  return ['in-test.mjs', 'in-test.cjs'].flatMap((file) => {
    const { stdout, stderr } = runIn(project, process.execPath, [file]);
    return wrong([
      [`${file} gives what the work gives`, stdout.includes('gave 42'), stdout + stderr],
      [`${file} fails at the line`, /^true The event loop[\s\S]*in-test\.[cm]js:4/m.test(stdout), stdout + stderr],
    ]);
  });
}

const TYPED = `import { start } from 'loopcheck';
import { expectNoStall, type Stall, StallError, type Watched, watchLoop } from 'loopcheck/test';

const recording: { stop(): void } = start({ thresholdMs: 50, onStall: (stall) => stall.location?.line.toFixed() });
recording.stop();
// @ts-expect-error: a number of ms
start({ thresholdMs: '50' });

export const given: Promise<number> = expectNoStall(() => 42, { maxMs: 100 });
// @ts-expect-error: there is no such option
expectNoStall(() => 42, { maxS: 1 });

export async function worst(): Promise<Stall | undefined> {
  const watch = await watchLoop({ thresholdMs: 50 });
  const { stalls }: Watched = await watch.stop();
  return stalls[0];
}
export const isOurs = (error: unknown): error is StallError => error instanceof StallError;
`;

/** Type checks the same program as a project with these compiler options would. */
const types = (options, file) => (project) => {
  write(project, { [file]: TYPED });
  const fixed = { strict: true, noEmit: true, target: 'es2023', lib: ['es2023'], types: [], skipLibCheck: false };
  write(project, {
    'tsconfig.json': JSON.stringify({ compilerOptions: { ...fixed, ...options }, files: [file] }),
  });
  const { status, stdout } = runIn(project, process.execPath, [tsc, '-p', 'tsconfig.json']);
  return status === 0 ? [] : stdout.trim().split('\n');
};

/** What a user does first, by name: each takes the folder of a project that has loopcheck, and gives what is wrong. */
export const USES = {
  'npx loopcheck app.js': command,
  'explain, --version, doctor-env, manual page': pages,
  "import { start } from 'loopcheck'": fromWithin,
  'node --require loopcheck/register': register,
  'loopcheck/test from ES modules and CommonJS': inTests,
  'types, node16, ES module': types({ module: 'node16', moduleResolution: 'node16' }, 'typed.mts'),
  'types, node16, CommonJS': types({ module: 'node16', moduleResolution: 'node16' }, 'typed.cts'),
  'types, bundler': types({ module: 'esnext', moduleResolution: 'bundler' }, 'typed.ts'),
};
