import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { installed, node } from '../support/installed.js';
import { loopcheck } from '../support/loopcheck.js';

/** What must not be found anywhere: it is in the folder's name, a file's, a route, a command, a worker's name and the source. */
const SECRET = 'hunter2';

const APP = `const http = require('node:http');
const fs = require('node:fs');
const { Worker } = require('node:worker_threads');
// ${SECRET} is in a comment as well.
function ${SECRET}Burn(ms) { const end = Date.now() + ms; while (Date.now() < end); }
const server = http.createServer((request, response) => {
  if (request.url === '/${SECRET}/rows') ${SECRET}Burn(120);
  response.end();
});
server.listen(0, () => {
  const { port } = server.address();
  http.get({ port, path: '/${SECRET}/rows' }, (response) => response.resume().on('end', () => {
    require('./built/bundle.js').run();
    require('node:child_process').execSync('./${SECRET}.sh; sleep 0.1');
    new Worker('setTimeout(() => {}, 20)', { eval: true, name: '${SECRET}' });
    require('node:child_process').fork(__dirname + '/child.js').on('exit', () => server.close());
  }));
});
`;

const FILES = {
  'app.js': APP,
  'child.js': `const end = Date.now() + 120; while (Date.now() < end);`,
  [`${SECRET}.sh`]: '',
};

/** A folder whose name is the secret, with a file in it that was compiled from a source with that name. */
async function place(): Promise<string> {
  const home = await installed({});
  const cwd = join(home, SECRET);
  await mkdir(join(cwd, 'built'), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(cwd, name), text, { mode: 0o755 });
  const source = `export function run(): void {\n  const end = Date.now() + 120;\n  while (Date.now() < end);\n}\n`;
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    sourcemap: 'inline',
    sourcefile: `${SECRET}.ts`,
  });
  await writeFile(join(cwd, 'built/bundle.js'), code);
  return cwd;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** All that a trace says, with what it has packed. */
function everythingIn(folder: string): string {
  const texts = filesBelow(folder).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const packed = lines.flatMap((line) => [...line.matchAll(/"(?:text|map)":"([A-Za-z0-9+/=]{8,})"/g)]);
    return [...lines, ...packed.map(([, text = '']) => inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'))];
  });
  return texts.join('\n');
}

describe('--redact', () => {
  it('keeps what it matches out of all files of a trace, and the stalls in it', async () => {
    const cwd = await place();
    const trace = join(cwd, '../trace');
    const run = await loopcheck(['--redact', SECRET, '--trace', trace, '--tone', 'plain', 'app.js', SECRET], { cwd });
    const said = everythingIn(trace);
    expect(said).toContain('<redacted>');
    expect(said).not.toContain(SECRET);
    expect(run.stderr).not.toContain(`/${SECRET}/`);
    const { processes } = await readTrace(join(trace, readdirSync(trace)[0] ?? ''));
    expect(processes).toHaveLength(2);
    expect(processes[0]?.stalls.length).toBeGreaterThanOrEqual(2);
    const seen = processes.flatMap(({ frames }) => [...frames.values()].map(({ url, line }) => `${url}:${line}`));
    expect(seen).toContainEqual(expect.stringMatching(/\/<redacted>\/app\.js:5$/));

    // What a later report finds out is not added: nobody knows any more what to leave out.
    await loopcheck(['report', trace], { cwd });
    expect(everythingIn(trace)).not.toContain(SECRET);
  });

  it('is a key of the configuration, for register as well', async () => {
    const cwd = await place();
    await writeFile(
      join(cwd, '../loopcheck.config.json'),
      JSON.stringify({ redact: [SECRET], register: { dir: 'rec' } }),
    );
    const run = await node(cwd, ['--require', 'loopcheck/register', 'app.js']);
    expect([run.exitCode, run.all]).toEqual([0, '']);
    const said = everythingIn(join(cwd, '../rec'));
    expect(said).toContain('<redacted>');
    expect(said).not.toContain(SECRET);
    await loopcheck(['--trace', '../run', 'app.js'], { cwd });
    expect(everythingIn(join(cwd, '../run'))).not.toContain(SECRET);
  });

  it.each(['(', 'x*'])('refuses %s in one sentence', async (pattern) => {
    const cwd = await place();
    const run = await loopcheck(['--redact', pattern, 'app.js'], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/^loopcheck: --redact got ".*", which is no regular expression.*\n$/);
    expect(await readFile(join(cwd, 'app.js'), 'utf8')).toBe(APP);
  });
});
