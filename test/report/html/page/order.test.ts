import { expect, it } from 'vitest';
import { ORDERS, textOf } from '../../../../src/report/html/page/culprit-order.js';
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
const found = (words: string, order = 'total time') =>
  pick(
    culprits,
    words,
    textOf,
    ORDERS.find(({ name }) => name === order),
  ).map(({ at }) => at?.place);

it('sorts by total, longest, number and place', () => {
  expect(found('')).toEqual(['src/b.js:2', 'src/a.js:10', 'src/a.js:9']);
  expect(found('', 'longest stall')).toEqual(['src/a.js:10', 'src/b.js:2', 'src/a.js:9']);
  expect(found('', 'number of stalls')[0]).toBe('src/b.js:2');
  expect(found('', 'place in the code')).toEqual(['src/a.js:9', 'src/a.js:10', 'src/b.js:2']);
});

it('finds by words in any order: file, function, call, route, cause', () => {
  expect(found('B.JS load')).toEqual(['src/b.js:2']);
  expect(found('/users')).toEqual(['src/b.js:2']);
  expect(found('readfile')).toEqual(['src/b.js:2']);
  expect(found('load sum')).toEqual([]);
  expect(found('cpu')).toEqual(['src/a.js:10', 'src/a.js:9']);
});
