// A running process for a tool that attaches to one: waits until it has attached, then runs the program, and stays until
// it has left.
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const POLL_MS = 20;
/** Its profiler starts just after its last hook. */
const SETTLE_MS = 150;

while (!globalThis.__loopDetectiveIO) await sleep(POLL_MS);
await sleep(SETTLE_MS);
const watch = setInterval(() => {
  if (!globalThis.__loopDetective) clearInterval(watch);
}, POLL_MS);
process.argv.splice(1, 1);
await import('./mark.cjs');
await import(pathToFileURL(process.argv[1]));
