// @expect kind=sync-call api=crypto.randomBytes
// @min-ms 75
import * as crypto from 'node:crypto';

function token() {
  return crypto.randomBytes(24).toString('hex'); // <- blame
}

const issue = (count) => {
  const tokens = new Set();
  while (tokens.size < count) tokens.add(token());
  return tokens;
};

setTimeout(() => {
  console.log(issue(110000).size);
  setTimeout(() => {}, 100);
}, 100);
