// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
import { pbkdf2Sync } from 'node:crypto';
import { underLoad } from '../../load.mjs';

function token(name) {
  return pbkdf2Sync(name, 'salt', 260000, 64, 'sha512'); // <- blame
}

underLoad(
  (_request, response) => {
    const orders = Array.from({ length: 5000 }, (_, i) => ({ id: i, name: `order ${i}` }));
    response.end(JSON.stringify({ token: token('ada').toString('hex'), orders }));
  },
  { clients: 3 },
);
