import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readAssets } from '../../../src/report/html/assets.js';
import { bundle } from '../../../src/report/html/bundle.js';
import { scratch } from '../../support/trace-lines.js';

it('gives each module its own scope, and runs a shared one once', async () => {
  const folder = await scratch();
  await mkdir(join(folder, 'page'));
  const shared = 'const name = "shared"; log.push(name); exports.name = name;';
  await writeFile(join(folder, 'shared.js'), shared);
  await writeFile(join(folder, 'page/a.js'), 'const name = "a"; exports.a = name + require("../shared.js").name;');
  await writeFile(
    join(folder, 'page/main.js'),
    'const name = require("./a.js").a; log.push(name + require("../shared.js").name);',
  );
  const log: string[] = [];
  runInNewContext(bundle(folder, 'page/main.js'), { log });
  expect(log).toEqual(['shared', 'asharedshared']);
});

it('finds every module of the page that was built, and leaves no import to the browser', () => {
  const script = readAssets('run').scripts.at(-1) ?? '';
  expect(script).toContain('"report/html/page/timeline.js"(exports, require)');
  expect(script).not.toMatch(/^(import|export) /m);
});
