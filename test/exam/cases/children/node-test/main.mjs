// @expect kind=cpu
// @process child
// @min-ms 75
// @launch node-args=--test
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { triangles } from './triangles.mjs';

test('adds', () => assert.equal(1 + 1, 2));
test('counts triangles', async () => {
  await sleep(150);
  assert.ok(triangles(1500) > 0);
  await sleep(50);
});
