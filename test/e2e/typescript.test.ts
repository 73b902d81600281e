import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const APP = `
interface Pause { readonly ms: number }

function spin({ ms }: Pause): void {
  const end: number = Date.now() + ms;
  while (Date.now() < end);
}
setTimeout(() => { spin({ ms: 200 }); console.log('done'); }, 50);
`;

/** A stand-in for tsx: its one hook gives this text for any TypeScript. */
const HOOK = `export const load = (url, context, next) => /\\.tsx?$/.test(url)
  ? { format: 'module', source: 'console.log("by tsx")', shortCircuit: true } : next(url, context)`;
const LOADER = `import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOK)}));`;

async function withTsx(files: Record<string, string>): Promise<string> {
  const cwd = await program({ ...files, 'package.json': '{"devDependencies":{"tsx":"*"}}' });
  await mkdir(join(cwd, 'node_modules/tsx'), { recursive: true });
  await writeFile(join(cwd, 'node_modules/tsx/package.json'), '{"exports":"./loader.mjs"}');
  await writeFile(join(cwd, 'node_modules/tsx/loader.mjs'), LOADER);
  return cwd;
}

// Node 20, whose types these are, has no such feature yet.
const { typescript = false } = process.features as { readonly typescript?: unknown };
const strips = typescript !== false;

describe('a TypeScript script', () => {
  it.runIf(strips).each(['app.ts', 'app.mts', 'app.cts'])('is run by a Node that strips types: %s', async (name) => {
    const cwd = await program({ [name]: APP });
    const { exitCode, stdout } = await loopcheck(['--format', 'json=r.json', name], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'done\n' });
    const { stalls } = JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8'));
    expect(stalls.map((stall: { location: { line: number } | null }) => stall.location?.line)).toContain(6);
  });

  it.skipIf(strips)('is refused with what to install where nothing can run it', async () => {
    const { exitCode, stdout, stderr } = await loopcheck(['app.ts'], { cwd: await program({ 'app.ts': APP }) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^loopcheck: Node v\S+ does not run app\.ts by itself: add tsx .*\.\n$/);
  });

  it.each(['app.ts', 'app.tsx'])("is run by the project's tsx: %s", async (name) => {
    const { exitCode, stdout } = await loopcheck([name, 'x'], { cwd: await withTsx({ [name]: APP }) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'by tsx\n' });
  });
});
