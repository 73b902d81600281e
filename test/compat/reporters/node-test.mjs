import { relative } from 'node:path';
import { addResult } from './lines.cjs';

const STATUS = { 'test:pass': 'pass', 'test:fail': 'fail' };

/** A reporter for `node:test`: `--test-reporter <this file>`. Names lead from the file through the suites. */
export default async function* compatReporter(events) {
  const paths = new Map();
  for await (const { type, data } of events) {
    const path = paths.get(data?.file) ?? [];
    if (type === 'test:start') paths.set(data.file, [...path.slice(0, data.nesting), data.name]);
    if (!(type in STATUS)) continue;
    const above = path.slice(0, data.nesting);
    const file = data.file ? relative('', data.file) : '';
    const skipped = data.skip !== undefined || data.todo !== undefined;
    addResult([file, ...above, data.name].join(' > '), skipped ? 'skip' : STATUS[type]);
  }
  yield '';
}
