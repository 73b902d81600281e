// The answer was there in a moment: it is the loop that was not.
// @clean
// @allow sleep-loop|fake-async
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const backend = `require('http').createServer((_, r) => r.end('x')).listen(0, function () { console.log(this.address().port); })`;
const child = spawn(process.execPath, ['-e', backend], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
const port = String((await once(child.stdout, 'data'))[0]).trim();
await (await fetch(`http://127.0.0.1:${port}`)).text();
const asked = fetch(`http://127.0.0.1:${port}/quick`);
setImmediate(() => {
  const end = Date.now() + 2600;
  while (Date.now() < end);
});
console.log(await (await asked).text());
child.kill();
