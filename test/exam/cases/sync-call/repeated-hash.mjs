// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @stalls 5
import { pbkdf2Sync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

for (let n = 0; n < 5; n++) {
  await pause(60);
  const key = pbkdf2Sync('secret', 'salt' + n, 320000, 64, 'sha512'); // <- blame
  console.log(key.length);
}
await pause(60);
