/**
 * Writes to a stream that has asked to wait. A write that may go on costs the look at one flag; only those that the
 * stream did not want are counted.
 */
import stack = require('./stack.cjs');
import undo = require('./undo.cjs');

import type { Message, RawStack } from './messages.cjs';

/** Fewer writes against a stream's wish are told by nobody. */
const TELL_FROM = 100;
/** Some writes are Node's own, which lets out what was held back: the next one may be the program's. */
const MAX_TRIES = 50;
/** Streams that are followed. */
const MAX_STREAMS = 500;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Write = (this: unknown, ...args: unknown[]) => boolean;

/** Node's own account of a stream, or of an HTTP message. */
interface StreamLike {
  readonly _writableState?: { readonly needDrain?: boolean };
  readonly writableNeedDrain?: boolean;
  readonly writableLength: number;
  readonly writableHighWaterMark: number;
  readonly writableObjectMode?: boolean;
  readonly constructor?: { readonly name?: string };
}

/** An HTTP request or response that is being written. */
interface MessageLike {
  readonly writableNeedDrain?: boolean;
  readonly socket?: object | null;
}

interface Account {
  readonly id: number;
  writes: number;
  peak: number;
  length: number;
  stack: RawStack;
  /** The stack shows code that is not Node's own. */
  placed: boolean;
  tries: number;
  changed: boolean;
}

interface MessagePlace {
  writes: number;
  stack: RawStack | null;
}

interface Unheeded {
  /** Tells of the streams that have changed. */
  flush(): void;
}

/** Starts to watch `Writable`, `Duplex` and HTTP messages. */
function watchWrites(nowMs: () => number, tell: (message: Message) => void, ownFolder: string): Unheeded {
  const accounts = new WeakMap<object, Account>();
  /** Where an HTTP message writes against its stream's wish, by socket. */
  const messagePlaces = new WeakMap<object, MessagePlace>();
  const followed: { readonly account: Account; readonly stream: WeakRef<StreamLike> }[] = [];

  function open(stream: StreamLike): Account | null {
    const known = accounts.get(stream);
    if (known !== undefined) return known;
    if (followed.length >= MAX_STREAMS) return null;
    const account = {
      id: followed.length + 1,
      writes: 0,
      peak: 0,
      length: 0,
      stack: [],
      placed: false,
      tries: 0,
      changed: false,
    };
    accounts.set(stream, account);
    followed.push({ account, stream: new WeakRef(stream) });
    return account;
  }

  function ignored(stream: StreamLike, above: (...args: never[]) => unknown): void {
    const account = open(stream);
    if (account === null) return;
    const length = stream.writableLength;
    // It has been emptied since: this is another pile.
    if (length < account.length / 2 && length <= stream.writableHighWaterMark) account.writes = 0;
    account.length = length;
    account.writes += 1;
    if (length > account.peak) account.peak = length;
    if (account.writes < TELL_FROM) return;
    if (!account.placed && account.tries++ < MAX_TRIES) takePlace(account, stream, above);
    account.changed = true;
  }

  const showsProgram = (frames: RawStack) => frames.some(([, url]) => !url.startsWith('node:') && url !== '');

  function takePlace(account: Account, stream: StreamLike, above: (...args: never[]) => unknown): void {
    account.stack = messagePlaces.get(stream)?.stack ?? stack.takeStack(above, ownFolder);
    account.placed = showsProgram(account.stack);
  }

  /**
   * Nodes hand what is written to an HTTP message to its socket at once, in a later tick, or at the message's end: only
   * here the line that wrote is sure to be on the stack.
   */
  function placeMessage(message: MessageLike, above: (...args: never[]) => unknown): void {
    if (undo.state.isOut || !message.socket) return;
    const place = messagePlaces.get(message.socket) ?? { writes: 0, stack: null };
    messagePlaces.set(message.socket, place);
    if (place.stack !== null || ++place.writes < TELL_FROM || place.writes > TELL_FROM + MAX_TRIES) return;
    try {
      const frames = stack.takeStack(above, ownFolder);
      if (!showsProgram(frames)) return;
      place.stack = frames;
      const account = accounts.get(message.socket);
      if (account === undefined || account.placed) return;
      account.stack = frames;
      account.placed = account.changed = true;
    } catch {
      // A world in which no stack can be taken.
    }
  }

  function guarded(above: (...args: never[]) => unknown, stream: StreamLike): void {
    if (undo.state.isOut) return;
    try {
      ignored(stream, above);
    } catch {
      // A stream of somebody else's making.
    }
  }

  function wrap(owner: object, make: (original: Write) => Write): void {
    const descriptor = getOwnPropertyDescriptor(owner, 'write');
    const original = descriptor?.value as Write | undefined;
    if (descriptor === undefined || typeof original !== 'function') return;
    const wrapper = make(original);
    defineProperty(wrapper, 'name', { value: original.name, configurable: true });
    defineProperty(wrapper, 'length', { value: original.length, configurable: true });
    undo.put(owner, 'write', { ...descriptor, value: wrapper });
  }

  const ofStream = (original: Write): Write => {
    // The parameters by name, as Node's own has them: cheaper than `arguments` until V8 has made it fast.
    function write(this: unknown, chunk: unknown, encoding: unknown, callback: unknown): boolean {
      if ((this as StreamLike)._writableState?.needDrain === true) guarded(write, this as StreamLike);
      return apply(original, this, [chunk, encoding, callback]) as boolean;
    }
    return write;
  };

  const ofMessage = (original: Write): Write => {
    function write(this: unknown, chunk: unknown, encoding: unknown, callback: unknown): boolean {
      if ((this as MessageLike).writableNeedDrain === true) placeMessage(this as MessageLike, write);
      return apply(original, this, [chunk, encoding, callback]) as boolean;
    }
    return write;
  };

  const http = require('node:http') as typeof import('node:http');
  wrap(http.OutgoingMessage.prototype, ofMessage);
  const stream = require('node:stream') as typeof import('node:stream');
  wrap(stream.Writable.prototype, ofStream);
  wrap(stream.Duplex.prototype, ofStream);

  function tellOf(account: Account, target: StreamLike): void {
    account.changed = false;
    tell({
      m: 'seen',
      event: {
        type: 'unheeded',
        atNs: Math.round(nowMs() * 1e6),
        id: account.id,
        stream: target.constructor?.name ?? 'Writable',
        stack: 0,
        writes: account.writes,
        peak: account.peak,
        highWaterMark: target.writableHighWaterMark,
        objectMode: target.writableObjectMode === true,
      },
      stack: account.stack,
    });
  }

  return {
    flush() {
      for (const { account, stream: target } of followed) {
        const stream = target.deref();
        if (account.changed && stream !== undefined) tellOf(account, stream);
      }
    },
  };
}

export = { watchWrites };
