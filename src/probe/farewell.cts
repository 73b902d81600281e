/**
 * A process that sends itself a deadly signal (as programs do that pass on a Ctrl-C) never gets to its `exit` event, but
 * Node still waits for inspector sessions there, and says so on the target's stderr. So the probe leaves just before.
 */
import os = require('node:os');
import undo = require('./undo.cjs');

const { apply } = Reflect;
const { defineProperty, entries } = Object;

type Kill = typeof process.kill;

function signalName(signal: unknown): string | null {
  if (signal === undefined) return 'SIGTERM';
  if (typeof signal === 'string') return signal;
  return entries(os.constants.signals).find(([, number]) => number === signal)?.[0] ?? null;
}

/** Mirrors what Node itself takes for the end: a signal to oneself that no listener handles. */
function isOwnEnd(pid: unknown, signal: unknown): boolean {
  const target = Number(pid);
  if (target !== 0 && target !== -1 && Math.abs(target) !== process.pid) return false;
  const name = signalName(signal);
  return name !== null && name in os.constants.signals && process.listenerCount(name) === 0;
}

/** Calls `leave` when the process is about to end by its own signal. */
function beforeOwnSignal(leave: () => void): void {
  const original = process.kill;
  const kill: Kill = function (this: unknown, ...args: Parameters<Kill>): true {
    if (isOwnEnd(args[0], args[1])) leave();
    return apply(original, this, args) as true;
  };
  defineProperty(kill, 'name', { value: 'kill', configurable: true });
  defineProperty(kill, 'length', {
    value: original.length,
    configurable: true,
  });
  undo.putValue(process, 'kill', kill);
}

export = { beforeOwnSignal };
