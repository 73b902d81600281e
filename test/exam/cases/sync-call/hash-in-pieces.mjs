// @expect kind=sync-call|native api=*
// @min-ms 75
import { createHash } from 'node:crypto';
const blob = Buffer.alloc(2_000_000, 7);
function etag(buffer) {
  const hash = createHash('sha256');
  for (let i = 0; i < 150; i++) hash.update(buffer); // <- blame
  return hash.digest('base64url');
}
setTimeout(() => console.log(etag(blob)), 100);
setTimeout(() => {}, 900);
