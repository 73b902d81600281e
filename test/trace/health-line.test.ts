import { describe, expect, it } from 'vitest';
import { copyOf, HealthReader } from '../../src/trace/health-line.js';

const line = {
  type: 'health',
  atNs: 1_500_000_000,
  spanNs: 1_000_000_000,
  delays: [
    [400_000, 7],
    [569_531, 3],
  ],
  maxDelayNs: 568_000,
  idleNs: 0,
  activeNs: 319_100_667,
  cpuNs: null,
  runQueueNs: 62_855,
  gcNs: null,
  gcCount: null,
  heapUsedBytes: 67_745_338,
  maxIterationDelayNs: null,
};

/** Reads the text as a line of which the closing brace and the seal are left out. */
function read(text: string, reader = new HealthReader()) {
  const bytes = Buffer.from(`xx${text}yyyyyyyy`);
  return reader.read(bytes, 2, 2 + text.length - 1);
}

describe('a health line read from its bytes', () => {
  const { type, atNs, ...rest } = line;
  it.each([
    ['as the oldest loopcheck wrote it', line],
    ['with its requests', { ...line, requests: 12, openRequests: 3 }],
    ["a worker's", { type, threadId: 4, atNs, ...rest }],
    ["a worker's, the thread after the time", { type, atNs, threadId: 4, ...rest }],
    ['of a span without a beat', { ...line, delays: [] }],
  ])('is what JSON says: %s', (_, event) => {
    expect(read(JSON.stringify(event))).toEqual(event);
  });

  it.each([
    ['a fraction', { ...line, idleNs: 1.5 }],
    ['a number below zero', { ...line, idleNs: -1 }],
    ['a number that is not exact', { ...line, idleNs: 1e15 }],
    ['a field that it does not know', { ...line, more: 1 }],
    ['a field that is missing', { ...line, spanNs: undefined }],
    ['null where none may be', { ...line, spanNs: null }],
    ['rows of three', { ...line, delays: [[1, 2, 3]] }],
    ['another type', { ...line, type: 'healthy' }],
  ])('is left to the parser with %s', (_, event) => {
    expect(read(JSON.stringify(event))).toBeNull();
  });

  it.each([
    ['a space', JSON.stringify(line).replace(',"atNs"', ', "atNs"')],
    ['a leading zero', JSON.stringify(line).replace('"idleNs":0', '"idleNs":00')],
    ['an end too early', JSON.stringify(line).replace(',"maxIterationDelayNs":null', '')],
  ])('is left to the parser with %s', (_, text) => {
    expect(read(text)).toBeNull();
  });

  it('lies in rows that are used again, but for a copy', () => {
    const reader = new HealthReader();
    const first = read(JSON.stringify(line), reader);
    const kept = first === null ? null : copyOf(first);
    read(JSON.stringify({ ...line, delays: [[1, 1]] }), reader);
    expect(first?.delays[0]).toEqual([1, 1]);
    expect(kept).toEqual(line);
  });
});
