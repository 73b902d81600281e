import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProcessEvent } from '../../src/trace/events.js';
import type { RecorderConfig } from '../../src/trace/probe-config.js';
import { readTrace } from '../../src/trace/read.js';
import { closed, header, scratch } from '../support/trace-lines.js';

interface Writer {
  readonly lostEvents: number;
  readonly of: string;
  files(): readonly string[];
  add(event: ProcessEvent): number;
  flush(atNs: number): void;
}

interface Module {
  makeSegmentWriter(
    config: { dir: string; originWallMs: number; redact?: readonly string[] },
    recorder: RecorderConfig,
    pid: number,
    restart: () => void,
  ): Writer;
  resolutionAt(atNs: number): number;
}

const { makeSegmentWriter, resolutionAt } = createRequire(import.meta.url)(
  '../../dist/probe/segment-writer.cjs',
) as Module;

const MB = 1024 * 1024;
const DAY_NS = 24 * 3600e9;

function recorder(change: Partial<RecorderConfig> = {}): RecorderConfig {
  return { maxDiskBytes: MB, notes: [], snapshotSignal: null, snapshotFile: null, ...change };
}

function open(
  dir: string,
  change: Partial<RecorderConfig> = {},
  restart = () => {},
  redact: readonly string[] = [],
): Writer {
  const writer = makeSegmentWriter({ dir, originWallMs: 0, redact }, recorder(change), 100, restart);
  writer.add(header());
  writer.add({ type: 'armed', atNs: 0, setupNs: 0, eyes: ['sampler', 'monitor', 'calls'] });
  writer.add({ type: 'mark', atNs: 0, name: 'target-start' });
  return writer;
}

function health(atNs: number, spanNs: number): ProcessEvent {
  return {
    type: 'health',
    atNs,
    spanNs,
    delays: [[1000, 50]],
    maxDelayNs: 1000,
    idleNs: spanNs,
    activeNs: 0,
    cpuNs: 0,
    runQueueNs: 0,
    gcNs: null,
    gcCount: null,
    heapUsedBytes: 1,
    maxIterationDelayNs: null,
  };
}

/** A stall of 100 ms whose one look has its frame and stack written before it. */
function addStall(writer: Writer, stall: number, startNs: number): void {
  writer.add({ type: 'stall-open', stall, startNs, atNs: startNs + 50e6 });
  writer.add({ type: 'frame', id: stall, function: 'burn', url: '/app/app.js', line: 1, column: 1 });
  writer.add({ type: 'stack', nodes: [[stall, 0, stall]] });
  writer.add({ type: 'sample', stall, atNs: startNs + 60e6, waitNs: 0, stack: stall, weightNs: 60e6 });
  writer.add(closed({ stall, startNs, endNs: startNs + 100e6 }));
}

const sizeOf = (dir: string) => readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);

describe('the flight recorder', () => {
  it('stays within its limit over 100 days, keeps the latest stalls whole, and says what went', async () => {
    const dir = join(await scratch(), 'trace');
    const writer = open(dir);
    let largest = 0;
    let stall = 0;
    const stepNs = 600e9;
    for (let atNs = stepNs; atNs <= 100 * DAY_NS; atNs += stepNs) {
      writer.add(health(atNs, stepNs));
      if (atNs % 3600e9 === 0) addStall(writer, ++stall, atNs);
      writer.flush(atNs);
      if (atNs % DAY_NS === 0) largest = Math.max(largest, sizeOf(dir));
    }
    expect(stall).toBe(2400);
    expect(largest).toBeLessThanOrEqual(MB);
    expect(largest).toBeGreaterThan(MB / 2);
    expect(writer.lostEvents).toBe(0);

    const trace = await readTrace(dir);
    const [process] = trace.processes;
    expect(trace.processes).toHaveLength(1);
    expect(process?.armed?.eyes).toContain('sampler');
    expect(process?.marks.map(({ name }) => name)).toEqual(['target-start']);
    const last = process?.stalls.at(-1);
    expect(last?.close?.endNs).toBe(100 * DAY_NS + 100e6);
    for (const { samples } of process?.stalls ?? []) {
      expect(process?.frames.get(process.stacks.get(samples[0]?.stack ?? 0)?.frame ?? 0)?.function).toBe('burn');
    }
    expect(trace.problems.map(({ message }) => message).join('\n')).toMatch(
      /The oldest \d+ segments of process 100 went to keep within its limit on disk/,
    );
    expect(trace.problems.some(({ message }) => message.includes('whose beginning is missing'))).toBe(false);
  });

  it('gives each segment its own header, so that it can be read by itself', async () => {
    const dir = join(await scratch(), 'trace');
    let restarts = 0;
    const writer = open(dir, {}, () => (restarts += 1));
    for (let stall = 1; stall <= 3000; stall++) {
      addStall(writer, stall, stall * 1e9);
      writer.flush(stall * 1e9);
    }
    expect(writer.files().length).toBeGreaterThan(3);
    expect(restarts).toBeGreaterThan(3);
    const alone = await readTrace(writer.files()[1] ?? '');
    expect(alone.processes[0]?.header.segment?.of).toBe(writer.of);
    expect(alone.processes[0]?.armed).not.toBeNull();
    expect(alone.processes[0]?.stalls.length).toBeGreaterThan(100);
  });

  it('makes files for their owner alone', async () => {
    const dir = join(await scratch(), 'trace');
    const writer = open(dir);
    writer.flush(0);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(writer.files()[0] ?? '').mode & 0o777).toBe(0o600);
  });

  it.each([
    ['deleted', (file: string) => unlinkSync(file)],
    ['renamed', (file: string) => renameSync(file, `${file}.1`)],
    ['deleted with its folder', (file: string) => rmSync(dirname(file), { recursive: true })],
    ['moved with its folder', (file: string) => renameSync(dirname(file), `${dirname(file)}.old`)],
  ])('goes on in a new file when its own was %s, with the frames that it leans on', async (_, take) => {
    const dir = join(await scratch(), 'trace');
    const writer = open(dir);
    addStall(writer, 1, 1e9);
    writer.flush(1e9);
    take(writer.files()[0] ?? '');
    writer.add({ type: 'stall-open', stall: 2, startNs: 2e9, atNs: 2e9 });
    writer.add({ type: 'sample', stall: 2, atNs: 2e9, waitNs: 0, stack: 1, weightNs: 1e6 });
    writer.add(closed({ stall: 2, startNs: 2e9, endNs: 3e9 }));
    writer.flush(3e9);
    const { processes } = await readTrace(writer.files()[0] ?? '');
    expect(processes[0]?.stalls.map(({ open: { stall } }) => stall)).toEqual([2]);
    expect(processes[0]?.stacks.get(1)).toEqual({ parent: 0, frame: 1 });
    expect(processes[0]?.frames.get(1)?.function).toBe('burn');
  });

  it('keeps its lines while the folder cannot be made, and writes them when it can', async () => {
    const dir = join(await scratch(), 'trace');
    // A file in the folder's place refuses as a read-only disk does, for root too.
    writeFileSync(dir, '');
    const writer = open(dir);
    addStall(writer, 1, 1e9);
    writer.flush(1e9);
    writer.flush(2e9);
    expect(writer.files()).toEqual([]);
    rmSync(dir);
    writer.flush(3e9);
    expect((await readTrace(dir)).processes[0]?.stalls).toHaveLength(1);
    expect(writer.lostEvents).toBe(0);
  });

  it('drops and counts the oldest lines when the disk refuses for long, and says so', async () => {
    const dir = join(await scratch(), 'trace');
    writeFileSync(dir, '');
    let restarts = 0;
    const writer = open(dir, {}, () => (restarts += 1));
    for (let second = 1; second <= 6000; second++) writer.add(health(second * 1e9, 1e9));
    writer.flush(1e9);
    expect(writer.lostEvents).toBeGreaterThan(0);
    expect(restarts).toBeGreaterThan(0);
    rmSync(dir);
    writer.flush(2e9);
    const [process] = (await readTrace(dir)).processes;
    expect(process?.lost).toMatchObject([{ events: writer.lostEvents }]);
    expect(process?.lost[0]?.reason).toContain('ENOTDIR');
    expect(process?.armed).not.toBeNull();
  });

  it('writes neither errors nor what else was seen beside stalls', async () => {
    const dir = join(await scratch(), 'trace');
    const writer = open(dir);
    writer.add({ type: 'warning', atNs: 1, name: 'W', message: 'token=secret', stack: 0 } as ProcessEvent);
    writer.flush(1);
    expect(readFileSync(writer.files()[0] ?? '', 'utf8')).not.toContain('secret');
  });

  it('takes what the patterns match out of paths and names', async () => {
    const dir = join(await scratch(), 'trace');
    const writer = open(dir, {}, () => {}, ['/app', 'bu(?=rn)']);
    addStall(writer, 1, 1e9);
    writer.flush(1e9);
    const text = readFileSync(writer.files()[0] ?? '', 'utf8');
    expect(text).toContain('"script":"<redacted><redacted>.js"');
    expect(text).toContain('"function":"<redacted>rn"');
    expect(text).not.toContain('/app/');
  });

  it('says how exact its times are once they pass 2^53 ns', async () => {
    expect(resolutionAt(100 * DAY_NS)).toBe(1);
    expect(resolutionAt(2 ** 53)).toBe(2);
    expect(resolutionAt(2 ** 54 + 8)).toBe(4);
    // The claim itself: the next number that a double can hold.
    expect(2 ** 53 + resolutionAt(2 ** 53) - 2 ** 53).toBe(2);
    const dir = join(await scratch(), 'trace');
    const writer = open(dir);
    addStall(writer, 1, 2 ** 53 + 2);
    writer.flush(2 ** 53 + 2);
    const { processes, problems } = await readTrace(dir);
    expect(processes[0]?.stalls[0]?.open.startNs).toBe(2 ** 53 + 2);
    expect(problems.map(({ message }) => message)).toContain(
      'Process 100 ran for more than 104 days: its latest times are exact to 2 ns, not to 1 ns.',
    );
  });

  it.runIf(process.platform === 'linux')('gives up at once where no folder can be made', () => {
    const writer = open('/proc/no-such-folder/traces');
    writer.flush(0);
    expect(writer.files()).toEqual([]);
  });

  it('does not write into the files of another life of the same pid', async () => {
    const dir = join(await scratch(), 'trace');
    mkdirSync(dir);
    const first = open(dir);
    first.flush(0);
    const second = open(dir);
    second.flush(0);
    second.flush(1);
    expect(second.of).not.toBe(first.of);
    expect((await readTrace(dir)).processes).toHaveLength(2);
  });
});
