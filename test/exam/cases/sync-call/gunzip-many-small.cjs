// @expect kind=sync-call api=zlib.gunzipSync
// @min-ms 75
const { gzip, gunzipSync } = require('node:zlib');

gzip(Buffer.from(JSON.stringify({ id: 1, name: 'x'.repeat(400) })), (err, blob) => {
  if (err) throw err;
  const inbox = Array(24000).fill(blob);
  setTimeout(function drain() {
    let bytes = 0;
    while (inbox.length) {
      const message = gunzipSync(inbox.pop()); // <- blame
      bytes += message.length;
    }
    console.log(bytes);
  }, 100);
});
setTimeout(() => {}, 300);
