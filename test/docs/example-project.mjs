import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(root, 'bin/loopcheck.js');

const BLOCK = 'const since = process.cpuUsage();\n  while (process.cpuUsage(since).user < 80_000) Math.sqrt(2);';

const SCRIPTS = {
  'app.js': `function render() {\n  ${BLOCK}\n}\nsetTimeout(render, 60);\nsetTimeout(() => {}, 250);\n`,
  // Ends by itself, unless a load comes, after which loopcheck stops it.
  'server.js': `const server = require('node:http').createServer((request, response) => {\n  ${BLOCK}\n  response.end('ok');
});\nserver.listen(0);\nsetTimeout(render, 60);\nsetTimeout(() => server.close(), process.env.AWAITS_LOAD ? 60_000 : 500);\nfunction render() {\n  ${BLOCK}\n}\n`,
  'app.ts': `const answer: number = 42;\nsetTimeout(() => console.log(answer), 100);\n`,
  'package.json': JSON.stringify({ name: 'example', version: '2.4.1', scripts: { start: 'node app.js' } }),
};

/** Stands for a program that the documentation starts, and that is not what is tested. */
const STANDINS = {
  // Three requests, whatever else was asked for.
  autocannon: `const url = process.argv.find((word) => word.startsWith('http'));
(async () => { for (let n = 0; n < 3; n += 1) await (await fetch(url)).text(); })();`,
  npx: `const [name, ...rest] = process.argv.slice(2);
const { status } = require('node:child_process').spawnSync(process.execPath, [require('node:path').join(__dirname, name), ...rest], { stdio: 'inherit' });
process.exitCode = status;`,
  vitest: "require('node:path'); setTimeout(() => {}, 200);",
  'xdg-open': '',
  open: '',
};

/** The environment of the commands: the stand-ins come first, and nothing of this process's own Node options. */
export function environment(folder, words = []) {
  const { NODE_OPTIONS: _, GITHUB_STEP_SUMMARY: __, ...env } = process.env;
  const loaded = words.includes('--on-port') ? { AWAITS_LOAD: '1' } : {};
  return { ...env, ...loaded, NO_COLOR: '1', HOME: folder, PATH: `${join(folder, 'standins')}:${env.PATH}` };
}

/** A word of the command with its absolute path, if it has one, below the folder. */
export const inFolder = (folder) => (word) => (word.startsWith('/') ? join(folder, word) : word);

/** Makes a project with scripts, traces and captures of all kinds, once. Gives a function that lays a new copy of it elsewhere. */
export function furnish(folder) {
  mkdirSync(join(folder, 'standins'), { recursive: true });
  for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(folder, name), text);
  for (const [name, text] of Object.entries(STANDINS)) {
    const file = join(folder, 'standins', name);
    writeFileSync(file, `#!${process.execPath}\n${text}\n`);
    chmodSync(file, 0o755);
  }
  const run = (args) =>
    execFileSync(process.execPath, args, { cwd: folder, stdio: 'ignore', env: environment(folder) });
  const places = ['traces', 'before', 'after', 'run.ndjson'].map((place) => ['--trace', place]);
  for (const place of [[], ...places]) run([BIN, ...place, 'app.js']);
  run(['--cpu-prof', '--cpu-prof-dir=prod', 'app.js']);
  const [profile] = readdirSync(join(folder, 'prod'));
  cpSync(join(folder, 'prod', profile), join(folder, 'CPU.20260101.093000.4711.0.001.cpuprofile'));
  renameSync(join(folder, 'prod', profile), join(folder, 'prod/web-1.cpuprofile'));
  mkdirSync(join(folder, 'var/lib/node_exporter'), { recursive: true });
  return (place) => {
    rmSync(place, { recursive: true, force: true });
    cpSync(folder, place, { recursive: true });
    symlinkSync(join(root, 'fixtures'), join(place, 'fixtures'));
  };
}
