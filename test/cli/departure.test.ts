import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { waitForDeparture } from '../../src/cli/departure.js';

function waiting() {
  vi.useFakeTimers();
  const signals = new EventEmitter();
  const process = { ticks: '100', state: 'S' };
  const proc = { startTicks: () => process.ticks, status: () => ({ state: process.state }) as never };
  const departure = waitForDeparture(proc, signals as never);
  onTestFinished(() => {
    departure.stop();
    vi.useRealTimers();
  });
  return { signals, process, departure };
}

describe('waitForDeparture', () => {
  it('comes with the first Ctrl-C, and hears the second', async () => {
    const { signals, departure } = waiting();
    signals.emit('SIGINT');
    expect(await departure.happened).toBe('interrupt');
    expect([departure.signal.aborted, departure.insisted.aborted]).toEqual([true, false]);
    signals.emit('SIGTERM');
    expect(departure.insisted.aborted).toBe(true);
  });

  it('comes with the clock', async () => {
    const { departure } = waiting();
    departure.startClock(500);
    vi.advanceTimersByTime(499);
    expect(departure.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await departure.happened).toBe('duration');
  });

  it.each([
    ['a process of that number that began later', { ticks: '200' }],
    ['an end that nobody has asked for', { state: 'Z' }],
  ])('knows the end of the process by %s', async (_, change) => {
    const { process, departure } = waiting();
    Object.assign(process, change);
    vi.advanceTimersByTime(200);
    expect(await departure.happened).toBe('gone');
  });

  it('lets go of the signals', () => {
    const { signals, departure } = waiting();
    departure.stop();
    expect(signals.eventNames()).toEqual([]);
  });
});
