// @expect none
import { underLoad } from '../../load.mjs';

const rows = Array.from({ length: 200 }, (_, i) => ({ id: i, name: `user ${i}` }));

underLoad((_request, response) => response.end(JSON.stringify(rows)), { clients: 10 });
