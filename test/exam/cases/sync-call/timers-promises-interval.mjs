// @expect kind=sync-call api=fs.readdirSync|fs.statSync
// @min-ms 75
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';

function diskUsage(folder, depth) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) { // <- blame
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) bytes += diskUsage(path, depth - 1); // <- blame
    else bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0; // <- blame
  }
  return bytes;
}

let rounds = 0;
for await (const _ of setInterval(100)) {
  console.log(diskUsage('/usr/share', 3));
  if (++rounds === 2) break;
}
