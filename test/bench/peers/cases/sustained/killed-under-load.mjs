// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @ending sigkill signal=SIGKILL
// @launch kill=SIGKILL@3000
import { pbkdf2Sync } from 'node:crypto';
import { underLoad } from '../../load.mjs';

console.log('ready', process.pid);

underLoad(
  (_request, response) => {
    const orders = Array.from({ length: 5000 }, (_, i) => ({ id: i, name: `order ${i}` }));
    const token = pbkdf2Sync('ada', 'salt', 260000, 64, 'sha512'); // <- blame
    response.end(JSON.stringify({ token: token.toString('hex'), orders }));
  },
  { clients: 3 },
);
