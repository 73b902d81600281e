import hooks = require('node:async_hooks');

/** Tells which test's work runs: work begun inside a scope keeps it over timers, promises and callbacks. */
const storage = new hooks.AsyncLocalStorage<number>();
let last = 0;

/** A number that no other scope of this thread has. */
function newScope(): number {
  last += 1;
  return last;
}

/** Runs `work` as part of the scope. */
function within<T>(scope: number, work: () => T): T {
  return storage.run(scope, work);
}

/** The scope that runs now, 0 for none. */
function currentScope(): number {
  return storage.getStore() ?? 0;
}

export = { newScope, within, currentScope };
