import { describe, expect, it } from 'vitest';
import { inspectorOptions, isNode, scriptOf } from '../../src/attach/node-command.js';

describe('isNode', () => {
  it.each([
    '/usr/bin/node',
    '/opt/node-v22.1.0/bin/node',
    '/usr/bin/nodejs',
    '/usr/bin/node20',
    '/usr/bin/node (deleted)',
  ])('is true for %s', (path) => expect(isNode(path)).toBe(true));
  it.each(['/usr/bin/nodemon-worker', '/usr/bin/bun', '/usr/bin/deno', '/usr/sbin/nginx', '/opt/node/bin/python', ''])(
    'is false for %j, which may do anything at a SIGUSR1',
    (path) => expect(isNode(path)).toBe(false),
  );
});

describe('scriptOf', () => {
  it.each([
    ['node app.js --port 3000', 'app.js'],
    ['node --enable-source-maps -r ./hook.js --import=x app.js', 'app.js'],
    ['node --inspect-port 0 app.js', 'app.js'],
    ['node --inspect-port=0 /srv/app.mjs', '/srv/app.mjs'],
  ])('finds it in %s', (line, script) => expect(scriptOf(line.split(' '))).toBe(script));
  it.each(['node', 'node -e 1', 'node -p app.js', 'node -i', 'node -', 'my-title'])('finds none in %s', (line) =>
    expect(scriptOf(line.split(' '))).toBeNull(),
  );
});

describe('inspectorOptions', () => {
  it.each([
    ['app.js', false, 9229],
    ['--inspect app.js', true, 9229],
    ['--inspect-brk=9230 app.js', true, 9230],
    ['--inspect=0.0.0.0:9231 app.js', true, 9231],
    ['--inspect=[::1]:9232', true, 9232],
    ['--inspect-port=0 app.js', false, 0],
    ['--inspect-port 4000 app.js', false, 4000],
    ['--debug-port=127.0.0.1:4001', false, 4001],
    ['--inspect --inspect-port=4002', true, 4002],
    ['--inspect-publish-uid=http app.js', false, 9229],
  ])('of %s', (line, isOpen, port) => {
    expect(inspectorOptions(line.split(' '))).toEqual({ isOpen, port });
  });
});
