import { expect, it } from 'vitest';
import { project } from '../maps/support.js';
import { loopcheck } from '../support/loopcheck.js';

const files = {
  'node_modules/hasher/package.json': '{"name":"hasher","version":"3.0.2","main":"lib/index.js"}',
  'node_modules/hasher/lib/index.js': `
    function rounds(count) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += Math.sqrt(i);
      return sum;
    }
    exports.hash = (millions) => rounds(millions * 1e6);
  `,
  'login.js': `const { hash } = require('hasher');
exports.login = async (id) => {
  await null;
  return hash(250 + id);
};`,
  'server.js': `
    const { createServer } = require('node:http');
    const { login } = require('./login.js');
    const server = createServer(async (request, response) => {
      await new Promise(setImmediate);
      response.end(String(await login(Number(request.url.split('/').at(-1)))));
    });
    server.listen(0, async () => {
      for (const id of [1, 2]) await (await fetch('http://localhost:' + server.address().port + '/login/' + id)).text();
      server.closeAllConnections();
      server.close();
    });
  `,
};

it('tells whose code took the time, who called it, and for which route', async () => {
  const cwd = await project(files);
  const run = await loopcheck(['--format', 'terminal', '--format', 'json', '--output', '-', 'server.js'], { cwd });
  const { culprits, packages } = JSON.parse(run.stdout);
  // biome-ignore lint/suspicious/noExplicitAny: what a foreign tool would see
  const found = culprits.find(({ location }: any) => location?.file.endsWith('login.js'));
  expect(found).toMatchObject({ package: 'hasher@3.0.2', location: { line: 4 } });
  expect(packages[0]).toMatchObject({ package: 'hasher@3.0.2', calledFrom: [{ line: 4 }] });
  expect(run.stderr).toContain('hasher@3.0.2, called from login.js:4\n');
  // A starved machine may take the blame for one of the two.
  const labels = found.triggers.map(({ label }: { label: string }) => label);
  expect(labels).toEqual([found.count === 2 ? 'GET /login/:id' : expect.stringMatching(/^GET \/login\/[12]$/)]);
});
