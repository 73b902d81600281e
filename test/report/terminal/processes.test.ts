import { describe, expect, test } from 'vitest';
import type { Diagnosis, ProcessInfo } from '../../../src/analyze/diagnosis.js';
import { judge } from '../../../src/gate/judge.js';
import { compose } from '../../../src/report/compose.js';
import { createInk } from '../../../src/report/terminal/ink.js';
import { processes } from '../../../src/report/terminal/processes.js';
import { cause, diagnosis, loop, stall } from '../sample.js';

interface How {
  readonly columns?: number;
  readonly unicode?: boolean;
  readonly verbose?: boolean;
  readonly run?: Partial<Diagnosis>;
}

function shown(infos: readonly ProcessInfo[], { columns = 80, unicode = true, verbose = false, run = {} }: How = {}) {
  const stalls = infos
    .filter((info) => info.stalls > 0)
    .map(({ process, threadId }, id) => stall(id + 1, 100, cause('cpu'), null, { process, threadId }));
  const found = diagnosis([], { processes: infos, stalls, ...run });
  const report = compose(found, judge(found, {}), { tone: 'plain', tracePath: null });
  const ink = createInk({ columns, color: false, unicode, links: false, verbose });
  return processes(ink, report)
    .map((line) => line.trimEnd())
    .join('\n');
}

const main = loop();
const child = (process: number, more: Partial<ProcessInfo> = {}) =>
  loop({ process, pid: 5000 + process, parent: 1, title: 'child.js', ...more });
const stalled = { stalls: 2, blockedMs: 300, worstMs: 212, maxMs: 212, p99Ms: 190 };

describe('the tree of loops', () => {
  test('is not shown where only the target’s own loop has something to say', () => {
    expect(shown([main])).toBe('');
    expect(shown([{ ...main, ...stalled }, child(2), child(3)])).toBe('');
    expect(shown([main, child(2, { ended: 'vanished' })])).toBe('');
    const starved = stall(1, 200, cause('cpu-starved'), null, { process: 2 });
    expect(shown([main, child(2, stalled)], { run: { stalls: [starved] } })).toBe('');
  });

  test('shows who started whom, with the figures of each', () => {
    const worker = loop({ threadId: 3, parent: 2, process: 2, title: '', ...stalled, p99Ms: null, utilization: 0.9 });
    expect(shown([main, child(2), { ...worker, pid: 5002 }, child(3, { parent: 2, ...stalled })])).toBe(`
4 event loops ──────────────────────────────────────────────────────────────────
                     pid  stalls  blocked     max     p99  busy
server.js           4242                     4 ms  3.6 ms  37 %
└─ child.js         5002                     4 ms  3.6 ms  37 %
   ├─ worker    thread 3       2   300 ms  212 ms          90 %
   └─ child.js      5003       2   300 ms  212 ms  190 ms  37 %`);
  });

  test('hangs nested workers on each other', () => {
    const worker = (threadId: number, parentThreadId: number) =>
      loop({ threadId, parentThreadId, parent: 1, title: `w${threadId}.js`, ...stalled });
    expect(shown([main, worker(2, 0), worker(3, 2), worker(4, 0)])).toMatch(
      /\n├─ w2\.js .*\n│ {2}└─ w3\.js .*\n└─ w4\.js /,
    );
  });

  test('counts the silent ones', () => {
    const many = Array.from({ length: 200 }, (_, index) => child(index + 2, index === 100 ? stalled : {}));
    const lines = shown([main, ...many]).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.slice(3)).toEqual([
      'server.js    4242                     4 ms  3.6 ms  37 %',
      '├─ child.js  5102       2   300 ms  212 ms  190 ms  37 %',
      '└─ … and 199 more without a stall',
    ]);
    expect(shown([main, ...many], { verbose: true }).split('\n')).toHaveLength(204);
  });

  test('shows the worst of many, and the sum of the others', () => {
    const many = Array.from({ length: 30 }, (_, index) => child(index + 2, { ...stalled, blockedMs: 100 + index }));
    const text = shown([main, ...many]);
    expect(text.match(/─ child\.js/g)).toHaveLength(10);
    expect(text).toContain('5031');
    expect(text).toContain('└─ … and 20 more, 2.2 s blocked in 20 loops');
  });

  test('keeps apart two processes that had one pid', () => {
    const text = shown([
      main,
      child(2, { pid: 7, title: 'first.js', ...stalled }),
      child(3, { pid: 7, title: 'second.js' }),
    ]);
    expect(text).toMatch(/├─ first\.js +7 +2 +300 ms.*\n└─ second\.js +7 {2}/);
  });

  test('tells of children that were left behind, and of those that died in mid-stall', () => {
    expect(shown([main, child(2, { ended: 'running', endMs: null, outlivedParent: true })])).toContain(
      '\n└─ child.js  5002  4 ms  3.6 ms  37 %\n     still running when the target had ended',
    );
    expect(shown([main, child(2, { outlivedParent: true })])).toContain('\n     outlived its parent');
    const lost = child(2, { ended: 'vanished', endMs: null, ...stalled });
    expect(shown([main, lost])).not.toContain('killed');
    const died = [stall(1, 300, cause('cpu'), null, { process: 2, ongoing: true })];
    expect(shown([main, lost], { run: { stalls: died } })).toContain('\n     killed, or crashed, in mid-stall');
    const stopped = { target: { ...diagnosis().target, stoppedBy: 'duration' as const } };
    expect(shown([main, lost], { run: { ...stopped, stalls: died } })).not.toContain('killed');
  });

  test('has several roots where the launched command is no Node', () => {
    const run = { target: { ...diagnosis().target, pid: 1 } };
    const roots = [loop({ title: 'a.js', ...stalled }), loop({ process: 2, pid: 9, title: 'b.js' })];
    expect(shown(roots, { run })).toMatch(/\na\.js +4242.*\nb\.js +9 /);
  });

  test('leaves out figures where there is no room, names last', () => {
    const text = shown([main, child(2, stalled)], { columns: 40 });
    expect(text).toContain('└─ child.js');
    expect(text).not.toContain('busy');
    expect(text).toContain('300 ms');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  });

  test('is drawn in ASCII where there is nothing else', () => {
    const text = shown([main, child(2, stalled), child(3, stalled)], { unicode: false });
    expect(text).toMatch(/\n\|- child\.js .*\n`- child\.js /);
  });
});
