import { expect, it } from 'vitest';
import { pairLoops } from '../../../../src/report/html/page/diff/loop-pairs.js';
import { loopsOf } from '../../../../src/report/html/page/loop.js';
import { runOf } from '../../../../src/report/html/run-data.js';
import { CWD, diagnosis, loop } from '../../sample.js';
import { reportOf } from '../pages.js';

const loops = (...infos: readonly Parameters<typeof loop>[0][]) =>
  loopsOf(runOf(reportOf(diagnosis([], { processes: infos.map((info) => loop(info)) })), CWD));

it('loops that do the same work belong together, whatever their pids are', () => {
  const before = loops(
    { pid: 10 },
    { pid: 10, threadId: 2, title: 'mailer' },
    { process: 2, pid: 11, title: 'job.js' },
  );
  const after = loops({ pid: 90 }, { process: 2, pid: 91, title: 'job.js' }, { process: 3, pid: 92, title: 'job.js' });
  expect(pairLoops(before, after).map(({ name, before: was, after: is }) => [name, was?.name, is?.name])).toEqual([
    ['server.js', 'server.js (10)', 'server.js (90)'],
    ['worker mailer', 'mailer (worker 2)', undefined],
    ['job.js', 'job.js (11)', 'job.js (91)'],
    ['job.js 2', undefined, 'job.js (92)'],
  ]);
});
