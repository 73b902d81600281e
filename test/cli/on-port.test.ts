import { describe, expect, it } from 'vitest';
import { awaitPort, type LoadOutcome, loadFate } from '../../src/cli/on-port.js';
import type { LoadEnding } from '../../src/launch/load.js';
import { loadSentence } from '../../src/report/load.js';

const WELL: LoadEnding = { exitCode: null, signal: null, error: null };
const listen = (detail: string) => JSON.stringify({ type: 'mark', atNs: 1, name: 'listen', detail });

/** A wait for a port whose load the test ends itself. */
function stage() {
  const log: string[] = [];
  let end: (ending: LoadEnding) => void = () => {};
  const ended = new Promise<LoadEnding>((resolve) => {
    end = resolve;
  });
  const onPort = awaitPort('bombard', (port) => {
    log.push(`start ${port}`);
    const stop = async () => {
      log.push('stop');
      end({ ...WELL, signal: 'SIGTERM' });
    };
    return { ended, interrupt: () => log.push('SIGINT'), stop };
  });
  return { log, onPort, end: (ending: LoadEnding) => end(ending) };
}

describe('awaitPort', () => {
  it('starts the load at the first port, once, whoever listens', () => {
    const { log, onPort } = stage();
    onPort.follower.take('1', ['{"type":"header"}', '"listen"', listen('/run/app.sock'), listen('0')]);
    expect(onPort.follower.settled()).toBeGreaterThan(0);
    onPort.follower.take('2', [listen('3000'), listen('3001')]);
    onPort.follower.take('1', [listen('3002')]);
    expect(log).toEqual(['start 3000']);
    expect(onPort.follower.settled()).toBeNull();
  });

  it('tells when the load is done, and how it ended', async () => {
    const { onPort, end } = stage();
    onPort.follower.take('1', [listen('3000')]);
    end({ ...WELL, exitCode: 3 });
    await expect.poll(() => onPort.done.aborted).toBe(true);
    expect(await onPort.targetEnded()).toMatchObject({ port: 3000, outcome: 'ended', exitCode: 3 });
  });

  it('stops a load whose target has gone, and holds nothing against it', async () => {
    const { log, onPort } = stage();
    onPort.follower.take('1', [listen('3000')]);
    const outcome = await onPort.targetEnded();
    expect(log).toEqual(['start 3000', 'stop']);
    expect(outcome).toMatchObject({ port: 3000, outcome: 'stopped', exitCode: null, signal: null });
    expect(onPort.done.aborted).toBe(false);
  });

  it('starts nothing after Ctrl-C, or after the target', async () => {
    const { log, onPort } = stage();
    onPort.interrupted(false);
    onPort.follower.take('1', [listen('3000')]);
    expect(onPort.follower.settled()).toBeNull();
    expect(await onPort.targetEnded()).toMatchObject({ port: null, outcome: 'never-began' });
    expect(log).toEqual([]);
  });

  it.each([
    [false, ['start 3000', 'SIGINT']],
    [true, ['start 3000']],
  ])('passes Ctrl-C on to a load that does not have it: typed %s', (fromKeyboard, told) => {
    const { log, onPort } = stage();
    onPort.follower.take('1', [listen('3000')]);
    onPort.interrupted(fromKeyboard);
    expect(log).toEqual(told);
  });
});

describe('the outcome of a load', () => {
  const ending = { exitCode: null, signal: null, error: null };
  const ended = { ...ending, port: 1, outcome: 'ended' } as const;

  it.each<[Omit<LoadOutcome, 'command'>, string | null, string]>([
    [
      { ...ending, port: null, outcome: 'never-began' },
      'The target ended before it listened on a port, so the load (bombard) never began.',
      'never-began',
    ],
    [{ ...ending, port: 1, outcome: 'stopped' }, 'The load (bombard) was still running when the target ended.', 'well'],
    [{ ...ended, exitCode: 0 }, null, 'well'],
    [{ ...ended, exitCode: 7 }, 'The load (bombard) ended with exit code 7.', 'failed'],
    [{ ...ended, signal: 'SIGSEGV' }, 'The load (bombard) was ended by SIGSEGV.', 'failed'],
    [{ ...ended, error: 'ENOENT' }, 'The load (bombard) could not be started (ENOENT).', 'failed'],
  ])('%o', (how, sentence, fate) => {
    const outcome = { command: 'bombard', ...how };
    expect(loadSentence(outcome)).toBe(sentence);
    expect(loadFate(outcome)).toBe(fate);
  });
});
