import { describe, expect, it } from 'vitest';
import { awaitPort, loadFate, loadSentence } from '../../src/cli/on-port.js';
import type { LoadEnding } from '../../src/launch/load.js';

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
    expect(await onPort.targetEnded()).toMatchObject({ port: 3000, ending: { exitCode: 3 } });
  });

  it('stops a load whose target has gone, and holds nothing against it', async () => {
    const { log, onPort } = stage();
    onPort.follower.take('1', [listen('3000')]);
    const outcome = await onPort.targetEnded();
    expect(log).toEqual(['start 3000', 'stop']);
    expect(outcome.ending).toBeNull();
    expect(onPort.done.aborted).toBe(false);
  });

  it('starts nothing after Ctrl-C, or after the target', async () => {
    const { log, onPort } = stage();
    onPort.interrupted(false);
    onPort.follower.take('1', [listen('3000')]);
    expect(onPort.follower.settled()).toBeNull();
    expect(await onPort.targetEnded()).toMatchObject({ port: null, ending: null });
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
  it.each<[number | null, LoadEnding | null, string | null, string]>([
    [null, null, 'The target ended before it listened on a port, so the load (bombard) never began.', 'never-began'],
    [1, null, 'The load (bombard) was still running when the target ended.', 'well'],
    [1, WELL, null, 'well'],
    [1, { ...WELL, exitCode: 7 }, 'The load (bombard) ended with exit code 7.', 'failed'],
    [1, { ...WELL, signal: 'SIGSEGV' }, 'The load (bombard) was ended by SIGSEGV.', 'failed'],
    [1, { ...WELL, error: 'ENOENT' }, 'The load (bombard) could not be started (ENOENT).', 'failed'],
  ])('port %s, %o', (port, ending, sentence, fate) => {
    const outcome = { command: 'bombard', port, ending };
    expect(loadSentence(outcome)).toBe(sentence);
    expect(loadFate(outcome)).toBe(fate);
  });
});
