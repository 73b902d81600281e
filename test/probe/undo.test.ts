import { describe, expect, it } from 'vitest';
import { FOOTPRINT } from '../support/footprint.js';
import { installed, node } from '../support/installed.js';

const BURN = 'function burn(ms) { const end = Date.now() + ms; while (Date.now() < end); }';
/** Two turns of the loop: what `stop()` leaves for the next one is done then. */
const SOON = '(then) => setImmediate(() => setTimeout(() => setImmediate(then), 50))';

async function output(app: string): Promise<string> {
  const cwd = await installed({ 'footprint.js': FOOTPRINT, 'app.js': app });
  const { all, exitCode } = await node(cwd, ['app.js']);
  expect(exitCode, all).toBe(0);
  return all ?? '';
}

describe('start().stop()', () => {
  it('takes out again all that was put in', async () => {
    const told = await output(`${BURN}
      const { start } = require('loopcheck');
      const { take, differences } = require('./footprint.js');
      const soon = ${SOON};
      const before = take();
      const threads = () => /Threads:\\s+(\\d+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1];
      const threadsBefore = threads();
      const recording = start({ dir: 'out' });
      const between = differences(before, take());
      setTimeout(() => {
        burn(150);
        setTimeout(() => {
          recording.stop();
          soon(() => console.log(JSON.stringify({
            changed: between.length, left: differences(before, take()), threads: threads() - threadsBefore,
          })));
        }, 50);
      }, 20);`);
    const { changed, left, threads } = JSON.parse(told) as { changed: number; left: string[]; threads: number };
    expect(left).toEqual([]);
    expect(threads).toBe(0);
    expect(changed).toBeGreaterThan(100);
  });

  it('leaves in place what the program has put over it, and passes its calls on', async () => {
    const told = await output(`
      const { start } = require('loopcheck');
      const fs = require('node:fs');
      const plain = fs.readFileSync;
      const recording = start({ dir: 'out' });
      const wrapped = fs.readFileSync;
      const held = JSON.parse;
      let calls = 0;
      const own = fs.readFileSync = function (...args) { calls += 1; return wrapped.apply(this, args); };
      recording.stop();
      setImmediate(() => console.log([
        wrapped !== plain, fs.readFileSync === own, fs.readFileSync(__filename).length > 0, calls, held('[1]')[0],
      ].join()));`);
    expect(told).toBe('true,true,true,1,1');
  });

  it('can be followed by another start', async () => {
    const told = await output(`${BURN}
      const { start } = require('loopcheck');
      const alive = setInterval(() => {}, 1000);
      const watched = (name, then) => {
        const recording = start({ dir: null, onStall({ durationMs }) {
          if (durationMs < 300) return;
          console.log(name);
          recording.stop();
          then();
        } });
        setTimeout(() => burn(300), 30);
      };
      watched('first', () => watched('second', () => clearInterval(alive)));`);
    expect(told.split('\n')).toEqual(['first', 'second']);
  });
});
