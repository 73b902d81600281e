import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const BLOCK = 'const block = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };';

const files = {
  'main.js': `
    const { fork, execSync } = require('node:child_process');
    fork(__dirname + '/child.js');
    execSync('node quick.js; node quick.js', { cwd: __dirname });
    const left = fork(__dirname + '/left.js', { stdio: 'ignore', detached: true });
    left.once('message', () => left.disconnect());
    left.unref();
  `,
  'child.js': `${BLOCK} setTimeout(() => { block(150); process.disconnect(); }, 50);`,
  'quick.js': '',
  // It is gone with this test's own process at the latest.
  'left.js': `process.send('up'); setInterval(() => { try { process.kill(${process.pid}, 0); } catch { process.exit(); } }, 100);`,
};

// biome-ignore lint/suspicious/noExplicitAny: what a foreign tool would see
type Found = any;

describe('a tree of processes', () => {
  it('is told with who started whom, and who was left behind', async () => {
    const cwd = await program(files);
    const { stdout, exitCode } = await loopcheck(['--format', 'json', '--output', '-', 'main.js'], { cwd });
    expect(exitCode).toBe(0);
    const { processes, stalls }: Found = JSON.parse(stdout);
    const named = (title: string) => processes.filter((one: Found) => one.title === title);
    const [main] = named('main.js');
    const [left] = named('left.js');
    expect(left).toBeDefined();
    process.kill(left.pid, 'SIGKILL');
    expect(main).toMatchObject({ process: 1, parent: null, ended: 'exit', exitCode: 0 });
    expect(left).toMatchObject({ parent: 1, ended: 'running', outlivedParent: true, endMs: null });
    // The shell between them writes no trace; where the system tells of it, it does not part them.
    const through = process.platform === 'linux' ? 1 : null;
    expect(named('quick.js')).toMatchObject([
      { parent: through, ended: 'exit' },
      { parent: through, ended: 'exit' },
    ]);
    const [child] = named('child.js');
    expect(child).toMatchObject({ parent: 1, ended: 'exit', outlivedParent: false });
    const own = stalls.filter((stall: Found) => stall.process === child.process);
    expect(own.length).toBeGreaterThan(0);
    expect(child.stalls).toBe(own.length);
    expect(child.worstMs).toBeGreaterThan(100);
  });

  it('hangs the child of a worker on that worker, through a shell too', async () => {
    const worker = "require('child_process').execSync('node quick.js', { cwd: __dirname })";
    const main = "new (require('node:worker_threads').Worker)(__dirname + '/worker.js')";
    const cwd = await program({ 'main.js': main, 'worker.js': worker, 'quick.js': '' });
    const { stdout } = await loopcheck(['--format', 'json', '--output', '-', 'main.js'], { cwd });
    const { processes }: Found = JSON.parse(stdout);
    const thread = processes.find((one: Found) => one.title === 'worker.js');
    const quick = processes.find((one: Found) => one.title === 'quick.js');
    expect(thread.threadId).toBeGreaterThan(0);
    expect(quick).toMatchObject({ parent: 1, parentThreadId: thread.threadId });
  });
});
