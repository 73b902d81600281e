// @expect kind=cpu
// @min-ms 75
import { underLoad } from '../../load.mjs';

function score(rounds) {
  let sum = 0;
  let i = rounds;
  while (i-- > 0) sum = (sum * 31 + Math.floor(Math.sqrt(i))) % 1000003; // <- blame
  return sum;
}

underLoad((_request, response) => response.end(String(score(14e6))), { clients: 3 });
