import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LaunchOptions, launch } from '../../src/launch/launch.js';

const command = { file: 'node', args: ['app.js'], cwd: '/app', env: {} };

/** A launch whose child and signals the test plays itself. */
function stage(options: Partial<LaunchOptions> = {}, fromKeyboard = false) {
  const log: string[] = [];
  const child = Object.assign(new EventEmitter(), {
    pid: 7 as number | undefined,
    kill: (signal: string) => log.push(`child ${signal}`),
  });
  const signals = new EventEmitter();
  const result = launch(
    command,
    { durationMs: null, ...options },
    {
      spawn: (file, args, { stdio }) => {
        log.push(`spawn ${file} ${args.join(' ')} ${stdio}`);
        return child as unknown as ChildProcess;
      },
      signals,
      fromKeyboard: () => fromKeyboard,
      signalTree: async (pid, signal) => log.push(`tree ${pid} ${signal}`),
      stopTree: async (pid) => {
        log.push(`stop ${pid}`);
      },
    },
  );
  return { log, child, signals, result };
}

describe('launch', () => {
  it('starts the command with its arguments and our streams', () => {
    expect(stage().log).toEqual(['spawn node app.js inherit']);
  });

  it.each([
    [3, null],
    [null, 'SIGSEGV'],
  ])('tells how the target ended: %s %s', async (exitCode, signal) => {
    const { child, result } = stage();
    child.emit('exit', exitCode, signal);
    expect(await result).toEqual({ pid: 7, exitCode, signal, stoppedBy: null });
  });

  it('tells the pid as soon as the target exists', async () => {
    const onSpawned = vi.fn();
    const { child } = stage({ onSpawned });
    child.emit('spawn');
    expect(onSpawned).toHaveBeenCalledWith(7);
  });

  it('rejects when the target could not be started', async () => {
    const { child, result } = stage();
    child.pid = undefined;
    child.emit('error', Object.assign(new Error('spawn'), { code: 'ENOENT' }));
    await expect(result).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('lets go of all signals at the end', async () => {
    const { child, signals, result } = stage();
    expect(signals.eventNames()).toContain('SIGINT');
    child.emit('exit', 0, null);
    await result;
    expect(signals.eventNames()).toEqual([]);
  });
});

describe('launch and signals', () => {
  it.each(['SIGTERM', 'SIGHUP'])('hands %s on, and the ending decides', async (signal) => {
    const { log, child, signals, result } = stage();
    signals.emit(signal);
    child.emit('exit', null, signal);
    expect(log).toContain(`child ${signal}`);
    expect(await result).toMatchObject({ signal, stoppedBy: null });
  });

  it('hands on a SIGINT that was sent to loopcheck alone', async () => {
    const { log, child, signals, result } = stage();
    signals.emit('SIGINT');
    child.emit('exit', null, 'SIGINT');
    expect(log).toContain('child SIGINT');
    expect(await result).toMatchObject({ stoppedBy: 'interrupt' });
  });

  it('does not repeat a Ctrl-C that the terminal gave to the target too', () => {
    const { log, signals } = stage({}, true);
    signals.emit('SIGINT');
    expect(log).toHaveLength(1);
  });

  it('kills the tree at the second SIGINT', () => {
    const { log, signals } = stage({}, true);
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    expect(log.at(-1)).toBe('tree 7 SIGKILL');
  });
});

describe('launch with a duration', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('stops the tree when the time is over', async () => {
    const { log, child, result } = stage({ durationMs: 5000 });
    vi.advanceTimersByTime(4999);
    expect(log).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(log.at(-1)).toBe('stop 7');
    child.emit('exit', null, 'SIGKILL');
    expect(await result).toMatchObject({ signal: 'SIGKILL', stoppedBy: 'duration', graceMs: expect.any(Number) });
  });

  it('leaves a target alone that ends before', async () => {
    const { log, child, result } = stage({ durationMs: 5000 });
    child.emit('exit', 0, null);
    expect(await result).toMatchObject({ stoppedBy: null });
    vi.advanceTimersByTime(6000);
    expect(log).toHaveLength(1);
  });
});

describe('launch with a load', () => {
  it('stops the tree when the load is done', async () => {
    const done = new AbortController();
    const { log, child, result } = stage({ loadDone: done.signal });
    done.abort();
    expect(log.at(-1)).toBe('stop 7');
    child.emit('exit', null, 'SIGTERM');
    expect(await result).toMatchObject({ signal: 'SIGTERM', stoppedBy: 'load' });
  });

  it('leaves a target that has had a Ctrl-C to end in its own way', async () => {
    const done = new AbortController();
    const { log, child, signals, result } = stage({ loadDone: done.signal }, true);
    signals.emit('SIGINT');
    done.abort();
    child.emit('exit', 0, null);
    expect(await result).toMatchObject({ stoppedBy: 'interrupt' });
    expect(log).toHaveLength(1);
  });
});
