import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loopcheck, start } from '../support/loopcheck.js';
import { program } from '../support/program.js';

/** Blocks for 200 ms at each request to /slow; a stop by SIGTERM it notes in a file. */
const SERVER = `
  const { createServer } = require('node:http');
  const server = createServer((request, response) => {
    const end = Date.now() + (request.url === '/slow' ? 200 : 0);
    while (Date.now() < end);
    response.end('served ' + request.url);
  });
  process.on('SIGTERM', () => {
    require('node:fs').appendFileSync('stopped', 'SIGTERM ');
    process.exit(9);
  });
  server.listen(0, () => console.log('up'));
`;

/** Asks for each path in turn, and says what came. */
const CLIENT = `
  for (const path of process.argv.slice(2)) {
    const response = await fetch('http://localhost:' + process.env.PORT + path);
    console.log(await response.text());
  }
`;

const files = { 'server.js': SERVER, 'client.mjs': CLIENT, 'short.js': 'console.log("short")' };
const client = (...paths: string[]) => `"${process.execPath}" client.mjs ${paths.join(' ')}`;

describe('--on-port', () => {
  it('runs the load when the target listens, ends the target with it, and reports', async () => {
    const cwd = await program(files);
    const load = `${client('/slow', '/')} && printenv PORT LOOPCHECK_PROBE NODE_OPTIONS; echo "on $PORT"`;
    const args = ['--on-port', load, '--format', 'json=r.json', 'server.js'];
    const { exitCode, stdout, stderr } = await loopcheck(args, { cwd, env: { NODE_OPTIONS: undefined } });
    expect(exitCode).toBe(0);
    expect(stdout).toBe('up\n');
    expect(stderr).toMatch(/^served \/slow\nserved \/\n(\d+)\non \1\n/);
    expect(await readFile(join(cwd, 'stopped'), 'utf8')).toBe('SIGTERM ');
    const report = JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8'));
    expect(report.target).toMatchObject({ stoppedBy: 'load', exitCode: 9 });
    expect(report.verdict.status).toBe('pass');
    expect(report.load).toMatchObject({ command: load, outcome: 'ended', exitCode: 0, signal: null, error: null });
    expect(report.load.port).toBeGreaterThan(0);
    expect(report.processes).toHaveLength(1);
    const slow = report.stalls.filter((stall: { location: { line: number } | null }) => stall.location?.line === 5);
    expect(slow).toHaveLength(1);
  });

  it('tells that the load failed, and exits 2 unless there is worse', async () => {
    const cwd = await program(files);
    const load = `${client('/slow')}; exit 7`;
    const failed = await loopcheck(['--quiet', '--on-port', load, 'server.js'], { cwd });
    expect(failed.stderr).toContain(`\nloopcheck: The load (${load}) ended with exit code 7.\n`);
    expect(failed.exitCode).toBe(2);
    const again = await loopcheck(['report', '--format', 'json', '--output', '-'], { cwd });
    expect(JSON.parse(again.stdout).load).toMatchObject({ command: load, outcome: 'ended', exitCode: 7 });
    const shown = await loopcheck(['report'], { cwd });
    expect(shown.stderr.replaceAll(/\s+/g, ' ')).toContain(`note The load (${load}) ended with exit code 7.`);
    const worse = await loopcheck(['--quiet', '--max-stall', '100', '--on-port', load, 'server.js'], { cwd });
    expect(worse.exitCode).toBe(1);
  });

  it('finds the server anywhere in the tree', async () => {
    const cwd = await program(files);
    const args = ['--quiet', '--on-port', client('/'), '--', 'sh', '-c', 'node server.js; true'];
    const { exitCode, stderr } = await loopcheck(args, { cwd });
    expect(stderr).toContain('served /');
    expect(exitCode).toBe(0);
  });

  it('says when the target never listened, and passes no budget on that', async () => {
    const cwd = await program(files);
    const none = await loopcheck(['--quiet', '--on-port', 'exit 7', 'short.js'], { cwd });
    expect(none.stderr).toContain('The target ended before it listened on a port');
    expect(none.exitCode).toBe(0);
    expect((await loopcheck(['--max-stall', '10s', '--on-port', 'exit 7', 'short.js'], { cwd })).exitCode).toBe(3);
  });

  it("keeps the target's own failure, and stops the load that outlives it", async () => {
    const cwd = await program({ 'app.js': `${SERVER}; setTimeout(() => process.exit(6), 1500)` });
    const load = 'echo began; echo $$ > load; exec sleep 300';
    const { exitCode, stderr } = await loopcheck(['--quiet', '--on-port', load, 'app.js'], { cwd });
    expect(stderr).toContain('began');
    expect(stderr).toContain('was still running when the target ended');
    expect(exitCode).toBe(6);
    await expectGone(cwd);
  });

  it('ends the load at Ctrl-C, and holds that against nobody', async () => {
    const cwd = await program({ 'app.js': SERVER.replaceAll('SIGTERM', 'SIGINT') });
    const run = start(['--quiet', '--on-port', 'echo $$ > load; echo began; exec sleep 300', 'app.js'], { cwd });
    await run.said('began');
    run.kill('SIGINT');
    const { exitCode, stderr } = await run.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('The load');
    await expectGone(cwd);
  });
});

/** The load that wrote its pid is no process any more, or one that nobody has reaped yet. */
async function expectGone(cwd: string): Promise<void> {
  const pid = Number(await readFile(join(cwd, 'load'), 'utf8'));
  expect(pid).toBeGreaterThan(0);
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone Z');
  expect(state).toMatch(/ Z/);
}
