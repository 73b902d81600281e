import { expect, it } from 'vitest';
import { pick } from '../../../../src/report/html/page/order.js';
import { toPageData } from '../../../../src/report/html/to-page-data.js';
import { CWD, cause, diagnosis, place, stall } from '../../sample.js';
import { reportOf } from '../pages.js';

const serving = { trigger: { type: 'http-request', label: 'GET /users' } };
const run = diagnosis([
  stall(1, 100, cause('sync-call', 'fs.readFileSync'), place('src/b.js', 2, 'load'), serving),
  stall(2, 90, cause('sync-call', 'fs.readFileSync'), place('src/b.js', 2, 'load')),
  stall(3, 180, cause('cpu'), place('src/a.js', 10, 'sum')),
  stall(4, 60, cause('cpu'), place('src/a.js', 9, 'add')),
]);
const { culprits } = toPageData(reportOf(run), CWD, new Map());
const found = (wanted: Partial<Parameters<typeof pick>[1]>) =>
  pick(culprits, { words: '', kind: '', order: 'total', ...wanted }).map(({ at }) => at?.place);

it('sorts by total, longest, number and place', () => {
  expect(found({})).toEqual(['src/b.js:2', 'src/a.js:10', 'src/a.js:9']);
  expect(found({ order: 'worst' })).toEqual(['src/a.js:10', 'src/b.js:2', 'src/a.js:9']);
  expect(found({ order: 'count' })[0]).toBe('src/b.js:2');
  expect(found({ order: 'place' })).toEqual(['src/a.js:9', 'src/a.js:10', 'src/b.js:2']);
});

it('finds by words in any order: file, function, call, route', () => {
  expect(found({ words: 'B.JS load' })).toEqual(['src/b.js:2']);
  expect(found({ words: '/users' })).toEqual(['src/b.js:2']);
  expect(found({ words: 'readfile' })).toEqual(['src/b.js:2']);
  expect(found({ words: 'load sum' })).toEqual([]);
});

it('finds by cause', () => {
  expect(found({ kind: 'cpu' })).toEqual(['src/a.js:10', 'src/a.js:9']);
});
