import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachSigns } from '../../src/cli/attach-signs.js';
import { scratch } from '../support/trace-lines.js';

const header = (number: number) =>
  `${JSON.stringify({ type: 'header', format: 'loopcheck-trace', version: 1, pid: 42, segment: { of: 'attach', number, resolutionNs: 1 } })}\n`;
const END = `${JSON.stringify({ type: 'end', atNs: 5, exitCode: 7, probeNs: 0, droppedEvents: 0 })}\n`;

describe('attachSigns', () => {
  it('tells what the probe writes from what was written for it', async () => {
    const dir = await scratch();
    const signs = attachSigns({ dir, file: null });
    await writeFile(join(dir, '42-1.ndjson'), header(0));
    signs.look();
    expect([signs.hasBegun(), signs.end()]).toEqual([false, null]);
    await writeFile(join(dir, '42-2.ndjson'), header(1));
    signs.look();
    expect([signs.hasBegun(), signs.end()]).toEqual([true, null]);
    await appendFile(join(dir, '42-2.ndjson'), END);
    signs.look();
    expect(signs.end()?.exitCode).toBe(7);
  });
});
