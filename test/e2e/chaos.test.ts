import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES } from '../chaos/cases.mjs';
import { judge } from '../chaos/judge.mjs';
import { runOnce } from '../chaos/pair.mjs';
import { scratch } from '../support/trace-lines.js';

/** The quick ones of `npm run chaos`; they look into /proc. */
const QUICK = ['the monitor fails in its work', 'the trace is closed in the target', 'files may not grow beyond 4 KB'];

describe.runIf(process.platform === 'linux')('a probe that is hindered', () => {
  it.each(QUICK)('leaves the target alone, and the report says so: %s', async (name) => {
    const chaos = CASES.find((one) => one.name === name);
    if (chaos === undefined) throw new Error(`npm run chaos knows no "${name}"`);
    const folder = await scratch();
    const [bare, under] = await Promise.all(
      [false, true].map((under) => runOnce(chaos, { node: process.execPath, under, folder: join(folder, `${under}`) })),
    );
    expect(bare && under && judge(chaos, bare, under)).toEqual([]);
  });
});
