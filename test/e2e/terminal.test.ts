import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signalTree } from '../../src/launch/tree.js';
import { BIN } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const CTRL_C = '\u0003';

/** util-linux's `script` gives a command a terminal of its own, which passes on what is typed. */
const hasTerminal = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** Runs loopcheck on a terminal; types `answer[1]` as soon as `answer[0]` has been shown, for each answer in turn. */
async function onTerminal(cwd: string, args: string, ...answers: (readonly [string, string])[]) {
  return inTerminal(cwd, `exec "${process.execPath}" "${BIN}" ${args}`, ...answers);
}

/** The same on a terminal that knows its size. */
async function onSizedTerminal(cwd: string, args: string, ...answers: (readonly [string, string])[]) {
  return inTerminal(cwd, `stty rows 24 cols 100; exec "${process.execPath}" "${BIN}" ${args}`, ...answers);
}

/** `command` execs what it runs: a shell that stayed would meet Ctrl-C too, and some then end by it whatever their child did. */
async function inTerminal(cwd: string, command: string, ...answers: (readonly [string, string])[]) {
  const env = { ...process.env, TERM: 'xterm', CI: '' };
  const child = spawn('script', ['-qfec', command, '/dev/null'], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode === null) await signalTree(child.pid ?? 0, 'SIGKILL');
  });
  let shown = '';
  child.stdout.on('data', (data) => {
    shown += String(data);
    const [next] = answers;
    if (next === undefined || !shown.includes(next[0])) return;
    answers.shift();
    child.stdin.write(next[1]);
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { shown, exitCode };
}

describe.skipIf(!hasTerminal)('on a terminal', () => {
  it('Ctrl-C reaches the target once, and the report comes', async () => {
    const cwd = await program({
      'app.js': `
        process.on('SIGINT', () => {
          require('node:fs').appendFileSync('signals', 'SIGINT ');
          clearInterval(timer);
        });
        const timer = setInterval(() => {}, 1000);
        console.log('ready');
      `,
    });
    const { shown, exitCode } = await onTerminal(cwd, '--trace t.ndjson app.js', ['ready', CTRL_C]);
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, 'signals'), 'utf8')).toBe('SIGINT ');
    expect(shown).toContain('loopcheck report t.ndjson');
  });

  it('a second Ctrl-C kills a target that will not end', async () => {
    const cwd = await program({
      'app.js': `
        process.on('SIGINT', () => {});
        setInterval(() => {}, 1000);
        console.log('ready');
      `,
    });
    const { shown, exitCode } = await onTerminal(cwd, 'app.js', ['ready', CTRL_C], ['Ctrl-C again kills it', CTRL_C]);
    expect(exitCode).toBe(0);
    expect(shown).toContain('loopcheck report');
  });

  it('tells of a stall while it lasts, and where', async () => {
    const cwd = await program({ 'app.js': 'console.log("ready");\nfor (;;);\n' });
    const { shown } = await onTerminal(cwd, 'app.js', ['blocked for', CTRL_C]);
    expect(shown).toMatch(/loopcheck: blocked for 1\.\d s at app\.js:2, pid \d+/);
  });

  it('leaves the keyboard to the target', async () => {
    const text = 'process.stdin.once("data", (text) => process.exit(text.length)); console.log("ready")';
    const { exitCode } = await onTerminal(await program({ 'app.js': text }), 'app.js', ['ready', 'four\r']);
    expect(exitCode).toBe(5);
  });

  it('tells how the run goes in a line that what the target prints never meets', async () => {
    const text = `
      let lines = 0;
      const timer = setInterval(() => {
        lines += 1;
        process.stdout.write('line ' + lines + '\\n');
        if (lines === 5) { const end = Date.now() + 900; while (Date.now() < end); }
        if (lines === 20) clearInterval(timer);
      }, 100);
    `;
    const cwd = await program({ 'app.js': text });
    const { shown, exitCode } = await onSizedTerminal(cwd, 'app.js');
    expect(exitCode).toBe(0);
    expect(shown).toMatch(/loopcheck: \d+ s \| lag .* \| \d+ stalls? \| blocked at app\.js:6/);
    // All of ours goes elsewhere and comes back; between it stands what the target printed, and nothing else.
    const [first = '', ...parts] = shown.replaceAll('\u001bD\u001b[A', '').split('\u001b7');
    const theirs = first + parts.map((part) => part.slice(part.indexOf('\u001b8') + 2)).join('');
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\r\n`).join('');
    expect(theirs.slice(0, lines.length)).toBe(lines);
    // The whole terminal scrolls again before the report.
    expect(shown.lastIndexOf('\u001b[r')).toBeGreaterThan(shown.lastIndexOf('\u001b[1;23r'));
  });

  it('leaves the terminal alone in CI, when quiet, and for a short run', async () => {
    const long = 'setTimeout(() => {}, 1600)';
    const cwd = await program({ 'long.js': long, 'short.js': '' });
    const quiet = await onSizedTerminal(cwd, '--quiet long.js');
    expect(quiet.shown).toMatch(/^loopcheck: [^\n]*\r\n$/);
    const short = await onSizedTerminal(cwd, 'short.js');
    expect(short.shown).not.toContain('\u001b7');
    const ci = await inTerminal(cwd, `stty rows 24 cols 100; CI=1 exec "${process.execPath}" "${BIN}" long.js`);
    expect(ci.shown).not.toContain('\u001b7');
  });
});
