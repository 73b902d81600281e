// A template that is read anew for each visitor, with a directory listing beside it.
// @finding blocking-call
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

function listing(folder) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true })) { // <- blocking-call
    try {
      bytes += readFileSync(join(folder, name)).length; // <- blocking-call
    } catch {
      // A directory.
    }
  }
  return bytes;
}

const server = createServer((_, res) => res.end(String(listing('/usr/include'))));
server.listen(0, async () => {
  await (await fetch(`http://localhost:${server.address().port}/`)).text();
  server.close();
});
