// An error in a worker that nobody listens to ends the whole process.
// @finding ignored-error severity=error
import { isMainThread, Worker } from 'node:worker_threads';

if (isMainThread) {
  new Worker(new URL(import.meta.url));
} else {
  setTimeout(() => {
    throw new RangeError('bad step'); // <- ignored-error
  }, 120);
}
