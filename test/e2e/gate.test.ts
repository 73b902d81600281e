import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const CALLS = `const { pbkdf2Sync } = require('node:crypto');
setTimeout(() => pbkdf2Sync('a', 'b', 400_000, 64, 'sha512'), 50);
`;

async function report(cwd: string, ...args: string[]) {
  const { stdout, exitCode } = await loopcheck(['--format', 'json', '--output', '-', '--quiet', ...args], { cwd });
  return { exitCode, ...JSON.parse(stdout) };
}

describe('a budget of the configuration', () => {
  it('fails the run that breaks it, and a flag outdoes it', async () => {
    const budgets = { maxSyncCalls: 0, running: { maxStallMs: { limit: 10, level: 'warn' } } };
    const cwd = await program({ 'app.js': CALLS, '.loopcheckrc': JSON.stringify({ budgets }) });
    const broken = await report(cwd, 'app.js');
    expect(broken).toMatchObject({
      exitCode: 1,
      verdict: { status: 'fail' },
      budgets: [
        { name: 'maxSyncCalls', limit: 0, actual: 1, status: 'fail', level: 'error', scope: null },
        { name: 'maxStallMs', limit: 10, status: 'fail', level: 'warn', scope: { phase: 'running' } },
      ],
    });
    expect(await report(cwd, '--max-sync-calls', '1', 'app.js')).toMatchObject({
      exitCode: 0,
      verdict: { status: 'pass' },
    });
  });
});

describe('a gate without data', () => {
  it('does not pass where no Node process was seen', async () => {
    const cwd = await program({});
    expect(await report(cwd, '--max-stalls', '9', '--', 'true')).toMatchObject({
      exitCode: 3,
      verdict: { status: 'no-data' },
      budgets: [{ actual: null, status: 'no-data' }],
    });
  });

  it('does not pass for a server that did not serve as much as was required', async () => {
    const cwd = await program({
      'app.js': `const server = require('node:http').createServer((_, answer) => answer.end('x')).listen(0, () =>
  fetch('http://localhost:' + server.address().port).then((answer) => answer.text()).then(() => {
    server.close();
    server.closeAllConnections();
  }));`,
    });
    expect(await report(cwd, '--require-port', '--require-requests', '1', 'app.js')).toMatchObject({
      exitCode: 0,
      served: { listened: [expect.stringMatching(/^\d+$/)], requests: 1 },
    });
    expect(await report(cwd, '--require-requests', '2', '--max-stalls', '9', 'app.js')).toMatchObject({
      exitCode: 3,
      verdict: { status: 'no-data', reason: 'The target served 1 HTTP request, and 2 were required of it.' },
    });
  });

  it('does not pass for a target that never listened', async () => {
    const cwd = await program({ 'app.js': CALLS });
    expect(await report(cwd, '--require-port', 'app.js')).toMatchObject({
      exitCode: 3,
      verdict: { status: 'no-data' },
    });
  });
});
