import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { crc32, readSeal, sealedLine } from '../../src/trace/seal.js';
import { closed, fileWith, header, launched, ndjson } from '../support/trace-lines.js';

const { lineOf } = createRequire(import.meta.url)('../../dist/probe/line.cjs') as { lineOf: (event: object) => string };

const sealed = (...events: readonly object[]) => events.map(sealedLine).join('');
const opened = { type: 'stall-open', stall: 1, startNs: 100, atNs: 160 };
const sample = { type: 'sample', stall: 1, atNs: 170, waitNs: 1, stack: 1, weightNs: 70 };

describe('the checksum of a line', () => {
  it('is the CRC-32 of zip and PNG', () => {
    expect(crc32(Buffer.from('123456789')).toString(16)).toBe('cbf43926');
    expect(crc32(Buffer.from(''))).toBe(0);
  });

  it('is the last field, so that the line stays JSON', () => {
    const line = sealedLine({ type: 'note', text: 'größer' });
    expect(JSON.parse(line)).toEqual({ type: 'note', text: 'größer', crc: expect.stringMatching(/^[0-9a-f]{8}$/) });
    const bytes = Buffer.from(line.trimEnd());
    expect(bytes.toString('utf8', 0, Number(readSeal(bytes, 0, bytes.length)))).toBe('{"type":"note","text":"größer"');
  });

  it('is the same from the probe', () => {
    const event = { type: 'frame', id: 1, function: 'lädt', url: '/app/ü.js', line: 1, column: 2 };
    expect(lineOf(event)).toBe(sealedLine(event));
  });

  it('fits no line of which any bit was changed', () => {
    const bytes = Buffer.from(sealedLine(sample).trimEnd());
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(typeof readSeal(copy, 0, copy.length)).toBe('string');
    }
  });
});

describe('a file with checksums', () => {
  it('is read as one without', async () => {
    const events = [header(), opened, sample, closed()];
    const [plain, checked] = await Promise.all([
      readTrace(await fileWith(ndjson(...events))),
      readTrace(await fileWith(sealed(...events))),
    ]);
    expect(checked.processes[0]?.stalls).toEqual(plain.processes[0]?.stalls);
  });

  it('loses a line with another digit, and says so', async () => {
    const text = sealed(header(), opened, sample, closed()).replace('"weightNs":70', '"weightNs":90');
    const { processes, problems } = await readTrace(await fileWith(text));
    expect(processes[0]?.stalls[0]?.samples).toEqual([]);
    expect(problems[0]?.message).toBe('100.ndjson has 1 line whose checksum does not fit: damaged, and left out.');
  });

  it('loses a line whose checksum can not be found', async () => {
    const text = sealed(header(), opened) + ndjson(sample) + sealed(closed());
    const { processes, problems } = await readTrace(await fileWith(text));
    expect(processes[0]?.stalls[0]?.samples).toEqual([]);
    expect(problems[0]?.message).toContain('1 line whose checksum does not fit');
  });

  it('has no beginning where the first line lost its checksum', async () => {
    await expect(readTrace(await fileWith(ndjson(header()) + sealed(opened, closed())))).rejects.toThrow(
      'is not a loopcheck trace',
    );
    const both = ndjson(header({ checksums: 'crc32' }), opened);
    await expect(readTrace(await fileWith(both))).rejects.toThrow('is not a loopcheck trace');
  });

  it('gives no line to a process that it may not be of', async () => {
    const text = sealed(
      launched(),
      header({ pid: 100 }),
      header({ pid: 200 }),
      { type: 'of', pid: 100 },
      opened,
      { type: 'of', pid: 200 },
      { type: 'mark', atNs: 5, name: 'running' },
      { type: 'of', pid: 100 },
      closed(),
    ).replace('{"type":"of","pid":200', '{"type":"of","pid":201');
    const { processes } = await readTrace(await fileWith(text));
    expect(processes.map(({ header: { pid }, marks, stalls }) => [pid, marks.length, stalls.length])).toEqual([
      [100, 0, 1],
      [200, 0, 0],
    ]);
  });

  it('says that a process did not live to end it, or that it was cut', async () => {
    const { problems } = await readTrace(
      await fileWith(sealed(header(), { type: 'mark', atNs: 2e9, name: 'running' })),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'The trace of process 100 has no end: killed, crashed or still running, or the file was cut. What came after 2.00 s is not in this report.',
    ]);
    const end = { type: 'end', atNs: 3e9, exitCode: 0, probeNs: 0, droppedEvents: 0 };
    expect((await readTrace(await fileWith(sealed(header(), end)))).problems).toEqual([]);
  });
});
