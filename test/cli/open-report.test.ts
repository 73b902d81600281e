import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openerFor, openReport } from '../../src/cli/open-report.js';
import { planOutputs } from '../../src/cli/outputs.js';
import { fakeHost } from '../support/fake-host.js';
import { scratch } from '../support/trace-lines.js';

const outputs = planOutputs({ formats: [{ name: 'html', path: 'my report.html' }], output: null });

/** A folder with an `xdg-open` that does this. */
async function withOpener(script: string) {
  const folder = await scratch();
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'xdg-open'), 0o755);
  return fakeHost([], { cwd: () => folder, env: { PATH: `${folder}:/usr/bin:/bin` } });
}

it('hands the page to the opener of the system as one argument, and says nothing', async () => {
  const host = await withOpener('printf "%s|%s" "$#" "$1" > "$(dirname "$0")/opened"');
  await openReport(outputs, host, 'linux');
  expect(await readFile(join(host.cwd(), 'opened'), 'utf8')).toBe(`1|${join(host.cwd(), 'my report.html')}`);
  expect(host.err()).toBe('');
});

it('says in one sentence that the opener failed', async () => {
  const host = await withOpener('exit 3');
  await openReport(outputs, host, 'linux');
  expect(host.err()).toBe(
    'loopcheck: my report.html could not be opened (xdg-open ended with 3): open it in a browser by hand.\n',
  );
});

it('says in one sentence that there is no opener', async () => {
  const host = fakeHost([], { cwd: () => '/', env: { PATH: '/nowhere' } });
  await openReport(outputs, host, 'linux');
  expect(host.err()).toBe('loopcheck: my report.html could not be opened (ENOENT): open it in a browser by hand.\n');
});

it('opens nothing where the page went to stdout', async () => {
  const host = await withOpener('touch opened');
  await openReport(planOutputs({ formats: [{ name: 'html', path: '-' }], output: null }), host, 'linux');
  expect(host.err()).toBe('loopcheck: --open needs the HTML report in a file, so nothing was opened.\n');
});

it('never goes through a shell', () => {
  expect((['linux', 'darwin', 'win32'] as const).map((platform) => openerFor(platform)[0])).toEqual([
    'xdg-open',
    'open',
    'rundll32',
  ]);
});
