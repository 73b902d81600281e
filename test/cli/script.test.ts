import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findScript } from '../../src/cli/script.js';
import { scratch } from '../support/trace-lines.js';

describe('findScript', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await scratch();
    await writeFile(join(folder, 'server.js'), '');
    await writeFile(join(folder, 'tool.mjs'), '');
    await mkdir(join(folder, 'empty'));
    await mkdir(join(folder, 'package'));
    await writeFile(join(folder, 'package', 'package.json'), '{"main":"start.cjs"}');
    await writeFile(join(folder, 'package', 'start.cjs'), '');
  });

  it.each(['server.js', './server.js', 'server', 'package', '-'])('takes %s, as Node does', (script) => {
    expect(() => findScript(script, folder)).not.toThrow();
  });

  it.each([
    ['sevrer.js', 'There is no script sevrer.js. Did you mean server.js?'],
    ['./sevrer.js', 'Did you mean server.js?'],
    ['tool', 'There is no script tool. Did you mean tool.mjs?'],
    ['weather.js', 'There is no script weather.js. Check the path.'],
    ['no/such/app.js', 'There is no script no/such/app.js. Check the path.'],
    ['server.js/app.js', 'There is no script server.js/app.js.'],
    ['empty', 'empty is a folder without an entry'],
    ['', 'Nothing to run'],
  ])('refuses %s', (script, message) => {
    expect(() => findScript(script, folder)).toThrow(message);
  });
});
