// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @ending process.exit code=0 ongoing
import { pbkdf2Sync } from 'node:crypto';

setTimeout(() => {
  const key = pbkdf2Sync('pw', 'salt', 260000, 64, 'sha512'); // <- blame
  console.log(key.length);
  process.exit();
}, 100);
