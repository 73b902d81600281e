/**
 * Looks at blocked threads: one inspector session from the monitor's thread to the main thread, and through it, by the
 * `NodeWorker` domain, to every worker, nested ones and those from text included.
 */
import type { Look } from './messages.cjs';
import type { Order } from './sampler.cjs';

/** Under this name the preload shows the main thread's sampler to the monitor, until that has a handle on it. */
const HANDOVER = '__loopcheck_handover__';
/** Under this symbol a worker keeps its sampler: the monitor asks for it only when the worker's pulse is late. */
const WORKER_SAMPLER = 'loopcheck.sampler';

const CALL = { functionDeclaration: 'function(){return this()}', returnByValue: true, silent: true };
const orderOf = (order: Order) => ({ ...CALL, functionDeclaration: `function(){return this("${order}")}` });
const REPAIR = orderOf('repair');
/**
 * What V8 answers when the thread's execution was terminated (`worker.terminate()`, the timeout of a `vm` script) in the
 * middle of a look. The look has then swallowed what was meant for the target, and it must be raised again.
 */
const CUT_OFF = /terminated/i;

interface Eye {
  /** Asks for one look at the main thread. `done` gets null if there was no answer to be had. */
  look(done: (look: Look | null) => void): void;
  /** Likewise at a worker. The first time this attaches to all workers, which takes a moment. */
  lookAtWorker(threadId: number, done: (look: Look | null) => void): void;
  /** Has the main thread's sampler do something, on top of whatever runs there. */
  order(order: Order): void;
  close(): void;
}

type Answer = { readonly reply: Reply | undefined; readonly error: string };
type Reply = { result?: { value?: unknown; objectId?: string } };
type Session = import('node:inspector').Session;
type Attached = { params: { sessionId: string; workerInfo: { title: string } } };
type Received = { params: { sessionId: string; message: string } };

function post(session: Session, method: string, params: object): Promise<Reply | null> {
  return new Promise((resolve) => {
    session.post(method, params, (error: Error | null, reply?: object) => resolve(error ? null : (reply as Reply)));
  });
}

function lookFrom(reply: Reply | undefined): Look | null {
  const text = reply?.result?.value;
  return typeof text === 'string' ? (JSON.parse(text) as Look) : null;
}

/** Sessions within the session: one a worker. */
function makeWorkerEyes(session: Session) {
  const sessions = new Map<number, string>();
  const samplers = new Map<string, string>();
  const waiting = new Map<string, (answer: Answer) => void>();
  let nextId = 1;
  let enabled = false;

  function ask(sessionId: string, method: string, params: object, done: (answer: Answer) => void): void {
    const id = nextId++;
    waiting.set(`${sessionId}:${id}`, done);
    const message = JSON.stringify({ id, method, params });
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, (error: Error | null) => {
      if (error === null || !waiting.delete(`${sessionId}:${id}`)) return;
      done({ reply: undefined, error: error.message });
    });
  }

  function enable(): void {
    enabled = true;
    session.on('NodeWorker.attachedToWorker', ((event: Attached) => {
      // Node names each worker by its thread id, as in "[worker 3] name".
      const threadId = Number(/^\[worker (\d+)\]/.exec(event.params.workerInfo.title)?.[1] ?? Number.NaN);
      sessions.set(threadId, event.params.sessionId);
    }) as never);
    session.on('NodeWorker.detachedFromWorker', ((event: { params: { sessionId: string } }) => {
      for (const [threadId, id] of sessions) if (id === event.params.sessionId) sessions.delete(threadId);
      samplers.delete(event.params.sessionId);
      for (const key of waiting.keys()) if (key.startsWith(`${event.params.sessionId}:`)) waiting.delete(key);
    }) as never);
    session.on('NodeWorker.receivedMessageFromWorker', ((event: Received) => {
      const message = JSON.parse(event.params.message) as {
        id?: number;
        result?: Reply;
        error?: { message?: string };
      };
      const key = `${event.params.sessionId}:${message.id}`;
      const done = waiting.get(key);
      waiting.delete(key);
      done?.({ reply: message.result, error: message.error?.message ?? '' });
    }) as never);
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false } as never);
  }

  function call(sessionId: string, objectId: string, done: (look: Look | null) => void): void {
    ask(sessionId, 'Runtime.callFunctionOn', { ...CALL, objectId }, ({ reply, error }) => {
      if (CUT_OFF.test(error)) {
        ask(sessionId, 'Runtime.callFunctionOn', { ...REPAIR, objectId }, () => {});
        ask(sessionId, 'Runtime.terminateExecution', {}, () => {});
      }
      done(lookFrom(reply));
    });
  }

  return (threadId: number, done: (look: Look | null) => void) => {
    if (!enabled) enable();
    const sessionId = sessions.get(threadId);
    if (sessionId === undefined) {
      done(null);
      return;
    }
    const known = samplers.get(sessionId);
    if (known !== undefined) {
      call(sessionId, known, done);
      return;
    }
    const expression = `globalThis[Symbol.for('${WORKER_SAMPLER}')]`;
    ask(sessionId, 'Runtime.evaluate', { expression, objectGroup: 'loopcheck' }, ({ reply, error }) => {
      if (CUT_OFF.test(error)) ask(sessionId, 'Runtime.terminateExecution', {}, () => {});
      const objectId = reply?.result?.objectId;
      if (objectId === undefined) {
        done(null);
        return;
      }
      samplers.set(sessionId, objectId);
      call(sessionId, objectId, done);
    });
  };
}

/** On a busy machine this thread may be ready before the main thread has made its sampler: it is asked again for so long. */
const HANDOVER_TRIES = 200;
const HANDOVER_AGAIN_MS = 5;

/** The id of the main thread's sampler; undefined where it can't be had. */
async function handleOn(session: Session): Promise<string | undefined> {
  const expression = `globalThis.${HANDOVER}`;
  for (let tries = 0; tries < HANDOVER_TRIES; tries++) {
    const handle = await post(session, 'Runtime.evaluate', { expression, objectGroup: 'loopcheck' });
    if (handle === null || handle.result?.objectId !== undefined) return handle?.result?.objectId;
    await new Promise((resolve) => setTimeout(resolve, HANDOVER_AGAIN_MS));
  }
  return undefined;
}

/** Connects. Throws, with the reason, where this Node or its permissions have no inspector. */
async function openEye(): Promise<Eye> {
  const inspector = require('node:inspector') as typeof import('node:inspector');
  const session = new inspector.Session();
  session.connectToMainThread();
  const objectId = await handleOn(session);
  if (objectId === undefined) throw new Error('the inspector gave no handle on the sampler');
  return {
    look(done) {
      session.post('Runtime.callFunctionOn', { ...CALL, objectId }, (error: Error | null, reply?: object) => {
        if (error !== null && CUT_OFF.test(error.message)) {
          session.post('Runtime.callFunctionOn', { ...REPAIR, objectId });
          session.post('Runtime.terminateExecution');
        }
        done(error ? null : lookFrom(reply as Reply));
      });
    },
    lookAtWorker: makeWorkerEyes(session),
    order(order) {
      session.post('Runtime.callFunctionOn', { ...orderOf(order), objectId }, () => {});
    },
    close() {
      session.disconnect();
    },
  };
}

export = { openEye, HANDOVER, WORKER_SAMPLER };
