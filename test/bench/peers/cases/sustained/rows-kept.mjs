// @expect kind=gc
// @min-ms 75
// @launch node-args=--max-semi-space-size=1,--max-old-space-size=900
import { underLoad } from '../../load.mjs';

const template = [{ v: 1 }, { v: 2 }, 3, 4];
const history = [];

underLoad(
  (_request, response) => {
    const rows = [];
    for (let i = 0; i < 700000; i++) rows.push(template.slice()); // <- blame
    history.push(rows);
    if (history.length > 4) history.shift();
    response.end(String(rows.length));
  },
  { clients: 3 },
);
