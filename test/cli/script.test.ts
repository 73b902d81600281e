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
    await mkdir(join(folder, 'src', 'routes'), { recursive: true });
    await writeFile(join(folder, 'src', 'routes', 'index.js'), '');
    await writeFile(join(folder, 'src', 'routes', 'users.js'), '');
  });

  it.each(['server.js', './server.js', 'server', 'package', '-'])('takes %s, as Node does', (script) => {
    expect(() => findScript(script, folder)).not.toThrow();
  });

  it.each([
    ['sevrer.js', 'There is no script sevrer.js. Did you mean server.js?'],
    ['./sevrer.js', 'Did you mean server.js?'],
    ['tool', 'There is no script tool. Did you mean tool.mjs?'],
    ['srcc/routes/users.js', 'Did you mean src/routes/users.js?'],
    ['./src/ruotes/user.js', 'Did you mean src/routes/users.js?'],
    ['src/ruotes/users', 'Did you mean src/routes/users.js?'],
    ['src/ruotes/weather.js', 'There is no script src/ruotes/weather.js. Check the path.'],
    ['reprot', 'There is no script reprot. Did you mean loopcheck report?'],
    ['traige', 'There is no script traige. Did you mean loopcheck triage?'],
    ['Report', 'There is no script Report. Did you mean loopcheck report?'],
    ['doctor', 'Did you mean loopcheck doctor-env?'],
    ['help', 'Did you mean loopcheck --help?'],
    ['tools', 'Check the path.'],
    ['reprot.js', 'There is no script reprot.js. Check the path.'],
    ['server/users.js', 'Check the path.'],
    ['weather.js', 'There is no script weather.js. Check the path.'],
    ['no/such/app.js', 'There is no script no/such/app.js. Check the path.'],
    ['server.js/app.js', 'There is no script server.js/app.js.'],
    ['empty', 'empty is a folder without an entry'],
    ['', 'Nothing to run'],
  ])('refuses %s', (script, message) => {
    expect(() => findScript(script, folder)).toThrow(message);
  });

  it('suggests a script as well as a command where both are near', async () => {
    await writeFile(join(folder, 'reprots'), '');
    expect(() => findScript('reprot', folder)).toThrow(
      'There is no script reprot. Did you mean reprots, or loopcheck report?',
    );
  });

  it('suggests a whole path for a whole path', () => {
    const wrong = join(folder, 'scr', 'routes', 'users.js');
    expect(() => findScript(wrong, '/')).toThrow(`Did you mean ${join(folder, 'src', 'routes', 'users.js')}?`);
  });
});
