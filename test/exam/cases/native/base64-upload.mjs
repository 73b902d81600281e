// @expect kind=native
// @min-ms 75
import { EventEmitter, once } from 'node:events';

const uploads = new EventEmitter();

uploads.on('file', (file) => {
  const encoded = file.toString('base64'); // <- blame
  const decoded = Buffer.from(encoded, 'base64'); // <- blame
  uploads.emit('stored', decoded.length);
});

setTimeout(() => uploads.emit('file', Buffer.alloc(70 * 1024 * 1024)), 100);
const [n] = await once(uploads, 'stored');
console.log(n);
