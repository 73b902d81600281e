// The limit is set by a controller of the program's own.
// @clean
import { createServer } from 'node:http';

const backend = createServer(() => {});
backend.listen(0, async () => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 2600);
  try {
    await fetch(`http://localhost:${backend.address().port}/`, { signal: controller.signal });
  } catch {
    console.log('gave up');
  } finally {
    clearTimeout(timer);
    backend.closeAllConnections();
    backend.close();
  }
});
