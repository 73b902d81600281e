import { expect, it } from 'vitest';
import { compareVersions, orderedVersions } from '../../src/triage/versions.js';
import { runRecord } from './records.js';

it('versions are ordered by their numbers, a release after its candidates', () => {
  const versions = ['2.10.0', '2.9.1', '2.10.0-rc.10', '2.10.0-rc.2'];
  expect(versions.sort(compareVersions)).toEqual(['2.9.1', '2.10.0-rc.2', '2.10.0-rc.10', '2.10.0']);
});

it('versions without numbers are ordered by when they were first seen', () => {
  const runs = [runRecord({ version: 'abc', startMs: 30 }), runRecord({ version: 'zzz', startMs: 10 })];
  expect(orderedVersions(runs)).toEqual(['zzz', 'abc']);
});
