import { expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { TIMER } from './support.js';
import { every, runTrace } from './trace-builder.js';

const work = ['work@/app/main.js:3:5', ...TIMER];

/** The shares of one line's stalls, each of so many ms; `type label` each, or null. */
async function shares(...stalls: readonly (readonly [trigger: string | null, ms: number])[]) {
  const specs = stalls.map(([trigger, ms], index) => {
    const [type = '', label = ''] = trigger?.split(/ (.*)/s) ?? [];
    const looks = every(10, ms, work, trigger === null ? {} : { trigger: { type, label } });
    return { start: 1000 * (index + 1), ms, looks };
  });
  const { culprits } = await diagnose(runTrace({ stalls: specs }));
  return culprits[0]?.triggers;
}

const labels = async (...triggers: readonly string[]) =>
  (await shares(...triggers.map((trigger) => [trigger, 100] as const)))?.map(({ label, count }) => `${count} ${label}`);

it('counts what was served, the largest total first', async () => {
  const get = (path: string, ms: number) => [`http-request GET ${path}`, ms] as const;
  expect(await shares(get('/a', 100), get('/b', 430), get('/a', 120), get('/a', 60), [null, 900])).toEqual([
    {
      type: 'http-request',
      label: 'GET /b',
      setAt: null,
      count: 1,
      totalMs: 430,
      minMs: 430,
      medianMs: 430,
      maxMs: 430,
    },
    {
      type: 'http-request',
      label: 'GET /a',
      setAt: null,
      count: 3,
      totalMs: 280,
      minMs: 60,
      medianMs: 100,
      maxMs: 120,
    },
  ]);
});

it('has the mean of the middle two as the median of an even number', async () => {
  const beat = 'timer setInterval 50 ms (beat)';
  expect(await shares([beat, 60], [beat, 80], [beat, 100], [beat, 300])).toMatchObject([{ medianMs: 90 }]);
});

it.each([
  ['/users/1', '/users/22', '/users/:id'],
  ['/o/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x', '/o/aaaa04e0-4f89-11d3-9a0c-0305e82c3301/x', '/o/:id/x'],
  ['/p/507f1f77bcf86cd799439011', '/p/507f191e810c19729de860ea', '/p/:id'],
  ['/s/V1StGXR8_Z5jdHi6B-myT', '/s/9dHi6B-myTV1StGXR8_Z5', '/s/:id'],
])('%s and %s are one route', async (one, other, route) => {
  expect(await labels(`http-request GET ${one}`, `http-request GET ${other}`)).toEqual([`2 GET ${route}`]);
});

it.each([
  ['http-request GET /users/1', 'http-request POST /users/2'],
  ['http-request GET /v1', 'http-request GET /v2'],
  ['http-request GET /about', 'http-request GET /contact'],
  ['timer setTimeout 5 ms (a)', 'timer setTimeout 5 ms (b)'],
  ['message a message from another thread', 'child-message a message from another process'],
])('%s and %s are two', async (one, other) => {
  expect(await labels(one, other)).toHaveLength(2);
});

it('keeps the path where all are for the same one, and a framework’s own pattern', async () => {
  expect(await labels('http-request GET /users/1', 'http-request GET /users/1')).toEqual(['2 GET /users/1']);
  expect(await labels('http-request GET /users/:user', 'http-request GET /users/:user')).toEqual([
    '2 GET /users/:user',
  ]);
});

it('takes a timer that is set with other delays for one', async () => {
  expect(await labels('timer setTimeout 137 ms (retry)', 'timer setTimeout 250.5 ms (retry)')).toEqual([
    '2 setTimeout (retry)',
  ]);
});

it('is empty where nothing was known', async () => {
  expect(await shares([null, 100])).toEqual([]);
});
