/**
 * What the probe puts in place of the target's own, and how all of it is taken out again: by `stop()` and at the end of
 * `loopcheck attach`. Nothing here runs between the two.
 */
import channels = require('node:diagnostics_channel');
import events = require('node:events');
import nodeModule = require('node:module');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply, deleteProperty } = Reflect;
const { on, removeListener } = events.EventEmitter.prototype;

type Listener = (...args: never[]) => unknown;

/** Wrappers that somebody still holds when all is taken out look here where they would do more than pass a call on. */
const state = { isOut: false };

let undos: (() => void)[] = [];

/** Has `undo` called when the probe is taken out: what was done last is undone first. */
function onUndo(undo: () => void): void {
  undos.push(undo);
}

/**
 * Defines a property of the target's world. It gets back what it had, unless the target has put something of its own over
 * ours by then: that stays, and so does ours below it. Throws as `defineProperty` does.
 */
function put(owner: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  const before = getOwnPropertyDescriptor(owner, key);
  defineProperty(owner, key, descriptor);
  const { value, get } = descriptor;
  onUndo(() => {
    const now = getOwnPropertyDescriptor(owner, key);
    if (now === undefined || now.value !== value || now.get !== get) return;
    if (before === undefined) deleteProperty(owner, key);
    else defineProperty(owner, key, before);
  });
}

/** The same for a property that has a value, which alone changes. */
function putValue(owner: object, key: PropertyKey, value: unknown): void {
  const before = getOwnPropertyDescriptor(owner, key) ?? { writable: true, configurable: true, enumerable: true };
  put(owner, key, { ...before, value });
}

/** Listens to `process`. */
function listen(event: string, listener: Listener): void {
  apply(on, process, [event, listener]);
  onUndo(() => apply(removeListener, process, [event, listener]));
}

/** Subscribes to a channel of `node:diagnostics_channel`. */
function subscribe(name: string, listener: channels.ChannelListener): void {
  channels.subscribe(name, listener);
  onUndo(() => channels.unsubscribe(name, listener));
}

/** Takes all out. What can't be put back, in a frozen world, does not keep the rest in. */
function undoAll(): void {
  state.isOut = true;
  const all = undos.reverse();
  undos = [];
  for (const undo of all) {
    try {
      undo();
    } catch {
      // As above.
    }
  }
  nodeModule.syncBuiltinESMExports();
}

export = { state, onUndo, put, putValue, listen, subscribe, undoAll };
