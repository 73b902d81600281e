// @expect none
import { setTimeout as sleep } from 'node:timers/promises';
import { underLoad } from '../../load.mjs';

underLoad(
  async (_request, response) => {
    await sleep(250);
    response.end('ok');
  },
  { clients: 10 },
);
